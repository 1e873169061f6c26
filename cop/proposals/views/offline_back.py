"""A form that was filled in away from the site comes back: what it would change, what has to be chosen, and then taken."""

from dataclasses import replace
from typing import Any

from flask import flash, render_template, url_for
from flask_babel import ngettext

from cop.calls.definition.stages import Stage
from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.offline.form import Filled
from cop.core.places import goes_first
from cop.files.forms import inspected
from cop.kernel.errors import Invalid, Stale
from cop.proposals.budget_reading import Frame, frame_of
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.offline.answering import Fault, answers_in, label_of
from cop.proposals.offline.comparing import compare
from cop.proposals.offline.files import FORMATS, MADE, filled_in
from cop.proposals.offline.forms import OfflineFileForm, TakeForm, form_to_choose
from cop.proposals.offline.identity import Identity, identity_in, refuse_foreign
from cop.proposals.offline.keying import partners_of
from cop.proposals.offline.parcel import packed, unpacked
from cop.proposals.revisions import lines_of
from cop.proposals.services.take import take_answers
from cop.proposals.views.applicant import bp
from cop.proposals.views.writing import Answer, refuse_strangers, writable


@bp.route("/proposals/<int:proposal_id>/form", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def form_edit(proposal_id: int) -> Answer:
    """Download and send back. What comes back changes nothing here: it is shown, with what has to be chosen."""
    form = OfflineFileForm()
    if form.is_submitted():
        refuse_strangers(proposal_id)
    filled = _filled(form)
    proposal, draft = writable(proposal_id)
    identity = _identity(filled, form, proposal, draft) if filled else None
    if filled is None or identity is None:
        return _page(proposal, draft, form), 422 if form.is_submitted() else 200
    definition = definition_of(proposal.call_version)
    stage = definition.stage(draft.stage)
    read = answers_in(
        filled,
        stage,
        definition,
        frame=frame_of(proposal, draft),
        language=identity.language,
        partners=partners_of(draft),
    )
    is_older = identity.version != proposal.call_version.sha256[:16]
    page = _preview(proposal, draft, read.answers, read.base, faults=read.faults, is_older=is_older)
    return page, 422 if read.faults else 200


def _filled(form: OfflineFileForm) -> Filled | None:
    """What stands in the file; None when there is none or it is refused. Read while no transaction holds others up."""
    upload = inspected(form, kinds=FORMATS)
    try:
        return filled_in(upload) if upload else None
    except Invalid as error:
        form.refuse(error)
        return None


def _identity(
    filled: Filled, form: OfflineFileForm, proposal: Proposal, draft: StageDraft
) -> Identity | None:
    """Which form it is; None when it is no form of this draft, which the form then says."""
    definition = definition_of(proposal.call_version)
    try:
        identity = identity_in(filled.identity)
        refuse_foreign(identity, definition, definition.stage(draft.stage), proposal=proposal.number)
    except Invalid as error:
        form.refuse(error)
        return None
    return identity


@bp.post("/proposals/<int:proposal_id>/form/answers")
@access("proposals.write")
@goes_first
def form_take(proposal_id: int) -> Answer:
    """Take what was chosen; nothing is taken before each answer that both sides changed has been chosen."""
    proposal, draft = writable(proposal_id)
    sent = TakeForm()
    try:
        answers, base = unpacked(text_of(sent.parcel), draft=draft, actor=web.actor())
    except Invalid as error:
        form = OfflineFileForm(formdata=None)
        form.refuse(error)
        return _page(proposal, draft, form), 422
    stage = definition_of(proposal.call_version).stage(draft.stage)
    found = compare(draft, stage, answers, base=base)
    if found.seen != text_of(sent.seen):
        return _preview(proposal, draft, answers, base, is_newer=True), 409
    form = form_to_choose(found.both)
    if not form.validate():
        return _preview(proposal, draft, answers, base, form=form), 422
    taken = found.without(form.left)
    try:
        take_answers(proposal, taken, seen=found.seen, actor=web.actor(), now=web.now())
    except Stale:
        return _preview(proposal, draft, answers, base, is_newer=True), 409
    except Invalid as error:
        form.refuse(error)
        return _preview(proposal, draft, answers, base, form=form), 422
    flash(
        ngettext(
            "%(num)s answer was taken from the file.", "%(num)s answers were taken from the file.", len(taken)
        ),
        "success",
    )
    return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal.id))


def _page(proposal: Proposal, draft: StageDraft, form: OfflineFileForm) -> str:
    definition = definition_of(proposal.call_version)
    return render_template(
        "proposals/form_edit.html",
        proposal=proposal,
        definition=definition,
        stage=definition.stage(draft.stage),
        form=form,
        endings=tuple(MADE),
    )


def _preview(
    proposal: Proposal,
    draft: StageDraft,
    answers: dict[str, Any],
    base: str,
    *,
    form: TakeForm | None = None,
    faults: list[Fault] | None = None,
    **more: Any,
) -> str:
    """What the file changes. `faults` are what could not be read of it; the rest may be taken all the same."""
    definition = definition_of(proposal.call_version)
    stage = definition.stage(draft.stage)
    found = compare(draft, stage, answers, base=base)
    form = form or form_to_choose(found.both)
    form.carry(parcel=packed(answers, base, draft=draft, actor=web.actor()), seen=found.seen)
    return render_template(
        "proposals/form_preview.html",
        proposal=proposal,
        definition=definition,
        stage=stage,
        form=form,
        found=found,
        faults=[(label_of(fault.question, stage), fault) for fault in faults or ()],
        lines_of=lines_of,
        frame=_frame(proposal, draft, stage, answers),
        **more,
    )


def _frame(proposal: Proposal, draft: StageDraft, stage: Stage, answers: dict[str, Any]) -> Frame | None:
    """What the budget of the file says, of partners too that only the file names."""
    frame = frame_of(proposal, draft)
    named = {
        row["key"]: row["name"]
        for asked in stage.of_type("partners")
        for row in answers.get(asked.code) or ()
    }
    return frame and replace(frame, organisations={**named, **frame.organisations})
