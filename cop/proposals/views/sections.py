"""A section's questions: written, saved by the writer or by the page itself, brought together when two wrote at once."""

from collections.abc import Sequence

from flask import Response as PlainResponse
from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.definition.stages import Section
from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.kernel.errors import Invalid, Stale
from cop.proposals.comments import threads_of
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.reading import content_for, tasks_of
from cop.proposals.rules.merge import base_of, merged
from cop.proposals.sections import SectionForm, form_of_section
from cop.proposals.services.write import save_answers
from cop.proposals.views.applicant import bp
from cop.proposals.views.writing import Answer, saved_alone, say_saved, writable


@bp.route("/proposals/<int:proposal_id>/sections/<code>", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def section_edit(proposal_id: int, code: str) -> Answer:
    """One section. It is saved however unfinished; what two people wrote at once is shown side by side."""
    proposal, draft = writable(proposal_id)
    section, definition = _section(proposal, code), definition_of(proposal.call_version)
    form = form_of_section(section, definition.stage(draft.stage), definition, draft.answers)
    if not form.is_submitted():
        form.show(draft.answers)
        return _page(proposal, draft, section, form)
    if not form.validate():
        return _page(proposal, draft, section, form), 422
    if left := _left(form):
        return _page(proposal, draft, section, form, left=left), 409
    mine, base, is_auto = form.value(), text_of(form.base), request.form.get("act") == "auto"
    try:
        save_answers(proposal, mine, base=base, actor=web.actor(), now=web.now(), is_auto=is_auto)
    except Invalid as error:
        form.refuse(error)
        return _page(proposal, draft, section, form), 422
    except Stale:
        form.show(draft.answers, conflicts=merged(draft.answers, mine, base=base).conflicts)
        return _page(proposal, draft, section, form), 409
    return _saved_alone(proposal, draft, mine) if is_auto else _saved(proposal, section)


def _section(proposal: Proposal, code: str) -> Section:
    stage = definition_of(proposal.call_version).stage(proposal.stage)
    return web.found(next((section for section in stage.sections if section.code == code), None))


def _left(form: SectionForm) -> list[str]:
    """What was typed into a field that the form has no more; those of a table are called `question-row-column`."""
    fields = {*form.data, "act"}
    return [
        text
        for name, text in web.typed()
        if name not in fields and not any(name.startswith(f"{field}-") for field in fields)
    ]


def _page(
    proposal: Proposal, draft: StageDraft, section: Section, form: SectionForm, *, left: Sequence[str] = ()
) -> str:
    """`left` are words typed for a question that a correction of the call took away meanwhile."""
    definition = definition_of(proposal.call_version)
    tasks = tasks_of(proposal, draft, definition)
    codes = {question.code for question in section.questions}
    return render_template(
        "proposals/section_edit.html",
        proposal=proposal,
        draft=draft,
        definition=definition,
        stage=definition.stage(draft.stage),
        section=section,
        form=form,
        task=next(task for task in tasks if task.section == section),
        moved=content_for(proposal, draft, definition).moved,
        left=left,
        threads=[
            thread for thread in threads_of(proposal) if thread.is_open and thread.begun.question in codes
        ],
    )


def _saved_alone(proposal: Proposal, draft: StageDraft, mine: dict[str, object]) -> PlainResponse:
    """What the page shows now is what it sent."""
    also = ""
    if any(draft.answers.get(code) != answer for code, answer in mine.items()):
        also = _("Somebody else changed other answers here; you see them when you open the page again.")
    return saved_alone(proposal, draft, base_of(mine, list(mine)), also=also)


def _saved(proposal: Proposal, section: Section) -> Response:
    """On to the next section, or back to the list: as the button said."""
    say_saved(proposal, section.code)
    sections = definition_of(proposal.call_version).stage(proposal.stage).sections
    place = sections.index(section) + 1
    if request.form.get("act") == "next" and place < len(sections):
        return web.see_other(
            url_for("proposals.section_edit", proposal_id=proposal.id, code=sections[place].code)
        )
    return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal.id))
