"""The partners of a draft, and what the pages of its parts share."""

from collections.abc import Sequence

from flask import Response as PlainResponse
from flask import flash, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import i18n, web
from cop.core.access import access
from cop.core.db import reading
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.core.rows import RowsForm
from cop.core.unit import rollback
from cop.kernel.errors import Invalid, Stale
from cop.proposals.forms import PartnersForm
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.reading import content_for, problems_of
from cop.proposals.rules.answers import Problem
from cop.proposals.services.write import (
    PARTNER_COLUMNS,
    base_of_rows,
    draft_for_writing,
    save_partners,
)
from cop.proposals.views.applicant import bp, own

Answer = str | tuple[str, int] | Response


def writable(proposal_id: int) -> tuple[Proposal, StageDraft]:
    """One that the reader may change, and what is written of it."""
    proposal = own(proposal_id)
    return proposal, draft_for_writing(proposal, actor=web.actor())


def refuse_strangers(proposal_id: int) -> None:
    """Before a file is looked into, which may take seconds: whoever may not write here is told at once. No transaction stays."""
    with reading():
        writable(proposal_id)
    rollback()


@bp.route("/proposals/<int:proposal_id>/partners", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def partners_edit(proposal_id: int) -> Answer:
    """The partner organisations, a row each."""
    proposal, draft = writable(proposal_id)
    form = PartnersForm(data={"rows": [_columns(row, PARTNER_COLUMNS) for row in draft.partners]})
    base = base_of_rows(draft.partners, PARTNER_COLUMNS)
    if not form.is_submitted():
        seed = f"{proposal.id} {draft.version} {web.actor().user_id}"
        form.offer_keyed(1 if draft.partners else 2, seed=seed)
    if form.is_submitted() and form.validate():
        given, is_auto = text_of(form.base), request.form.get("act") == "auto"
        try:
            save_partners(
                proposal, form.value(), base=given, actor=web.actor(), now=web.now(), is_auto=is_auto
            )
            if is_auto:
                return saved_alone(proposal, draft, base_of_rows(draft.partners, PARTNER_COLUMNS))
            return _rows_saved(proposal, form, "partners")
        except Stale:
            base = base_of_rows(draft.partners, PARTNER_COLUMNS)
            return _rows_page(proposal, draft, form, "partners", base, newer=draft.partners), 409
        except Invalid as error:
            form.refuse(error)
    return _rows_page(proposal, draft, form, "partners", base), 422 if form.is_submitted() else 200


def saved_alone(proposal: Proposal, draft: StageDraft, base: str, *, also: str = "") -> PlainResponse:
    """What autosave.js takes: a sentence, `base` as the mark of what its page shows, how far the stage has moved."""
    said = _("Saved: %(instant)s.", instant=i18n.instant(web.now(), style="short"))
    definition = definition_of(proposal.call_version)
    moved, limits = content_for(proposal, draft, definition).moved, definition.stage(draft.stage).drift
    shown = moved and render_template("proposals/_moved_saved.html", moved=moved, limits=limits)
    return jsonify(said=f"{said} {also}".strip(), base=base, moved=shown)


def say_saved(proposal: Proposal, form: str) -> None:
    """To the writer, and to the browser that kept what was typed into the form of a part."""
    flash(_("Saved."), "success")
    web.forget_kept(f"proposal-{proposal.id}-{proposal.stage}-{form}")


def _columns(row: object, names: Sequence[str]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


def _rows_page(
    proposal: Proposal, draft: StageDraft, form: RowsForm, what: str, base: str, **more: object
) -> str:
    definition = definition_of(proposal.call_version)
    if not form.is_submitted() or more:  # a form that was refused keeps the mark it came with
        form.base.data, form.base.raw_data = base, None
    return render_template(
        f"proposals/{what}_edit.html",
        proposal=proposal,
        draft=draft,
        definition=definition,
        stage=definition.stage(draft.stage),
        form=form,
        problems=_rows_problems(proposal, draft, what),
        moved=content_for(proposal, draft, definition).moved,
        **more,
    )


def _rows_problems(proposal: Proposal, draft: StageDraft, what: str) -> list[Problem]:
    """What the call's limits say of rows that are there."""
    if not draft.partners:
        return []
    definition = definition_of(proposal.call_version)
    codes = {question.code for question in definition.stage(draft.stage).of_type(what)}
    return [found for found in problems_of(proposal, draft, definition) if found.question in codes]


def _rows_saved(proposal: Proposal, form: RowsForm, what: str) -> Response:
    say_saved(proposal, what)
    if form.wants_more:
        return web.see_other(url_for(f"proposals.{what}_edit", proposal_id=proposal.id))
    return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal.id))
