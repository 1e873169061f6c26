"""The budget, a line each: all of it for those who write the proposal, a partner's own lines for the partner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response as PlainResponse
from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.kernel.errors import Invalid, Stale
from cop.kernel.messages import Message
from cop.proposals.budget_forms import BudgetForm, form_of_budget
from cop.proposals.budget_models import BudgetLine
from cop.proposals.budget_reading import Frame, frame_of
from cop.proposals.content import months_of
from cop.proposals.models import Partner, Proposal, StageDraft
from cop.proposals.reading import content_for
from cop.proposals.rules.answers import Content, Problem, problems
from cop.proposals.rules.budget_limits import line_problems
from cop.proposals.services.budget import (
    base_of_lines,
    base_of_sent,
    merged_lines,
    own_lines,
    rebased_lines,
    save_budget,
    save_own_lines,
)
from cop.proposals.services.part import part_for_writing
from cop.proposals.views.applicant import bp, own
from cop.proposals.views.writing import Answer, saved_alone, say_saved, writable


@dataclass(frozen=True, slots=True)
class Place:
    """Which lines of which draft are written, how they are saved, and where one goes from there."""

    proposal: Proposal
    draft: StageDraft
    save: Callable[..., StageDraft]
    partner: Partner | None = None

    @property
    def lines(self) -> Sequence[BudgetLine]:
        return own_lines(self.draft, self.partner.key) if self.partner else self.draft.budget_lines

    @property
    def endpoint(self) -> str:
        return "proposals.part_budget_edit" if self.partner else "proposals.budget_edit"

    @property
    def back(self) -> str:
        return "proposals.part_edit" if self.partner else "proposals.proposal_show"

    @property
    def kept_as(self) -> str:
        """How the browser calls what was typed here."""
        return "part-budget" if self.partner else "budget"

    def frame(self) -> Frame:
        whole = web.found(frame_of(self.proposal, self.draft))
        if self.partner is None:
            return whole
        return Frame(whole.budget, {self.partner.key: self.partner.name}, whole.years)


@bp.route("/proposals/<int:proposal_id>/budget", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def budget_edit(proposal_id: int) -> Answer:
    """The budget; totals are worked out here and, with script, while one types."""
    proposal, draft = writable(proposal_id)
    return _edit(Place(proposal, draft, save_budget))


@bp.route("/proposals/<int:proposal_id>/part/budget", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def part_budget_edit(proposal_id: int) -> Answer:
    """The lines of the partner for whom the reader writes."""
    proposal = own(proposal_id)
    draft, partner = part_for_writing(proposal, actor=web.actor())
    return _edit(Place(proposal, draft, save_own_lines, partner))


def _edit(place: Place) -> Answer:
    """It is saved by the writer or by the page itself; what two people wrote at once is shown side by side."""
    frame = place.frame()
    form = form_of_budget(frame, place.lines)
    if not form.is_submitted():
        return _page(place, frame, form)
    if not form.validate():
        return _page(place, frame, form), 422
    mine, base, is_auto = form.value(place.lines), text_of(form.base), request.form.get("act") == "auto"
    try:
        place.save(place.proposal, mine, base=base, actor=web.actor(), now=web.now(), is_auto=is_auto)
    except Stale:
        conflicts = merged_lines(place.lines, mine, base=base).conflicts
        form.show(rebased_lines(place.lines, base, conflicts))
        return _page(place, frame, form, conflicts=conflicts), 409
    except Invalid as error:
        form.refuse(error)
        return _page(place, frame, form), 422
    return _saved_alone(place, mine) if is_auto else _saved(place, form)


def _page(place: Place, frame: Frame, form: BudgetForm, *, conflicts: Sequence[str] = ()) -> str:
    definition = definition_of(place.proposal.call_version)
    stage, content = definition.stage(place.draft.stage), content_for(place.proposal, place.draft, definition)
    return render_template(
        "proposals/budget_edit.html",
        place=place,
        proposal=place.proposal,
        draft=place.draft,
        stage=stage,
        form=form,
        frame=frame,
        theirs={line.key: line for line in place.lines if line.key in conflicts},
        priced=frame.priced(place.lines),
        at_line={} if form.is_submitted() else _at_line(place, frame),
        problems=[] if place.partner or not place.lines else _problems(definition, stage, content),
        moved=content.moved,
    )


def _problems(definition: CallDefinition, stage: Stage, content: Content) -> list[Problem]:
    """What the call's limits say of the budget."""
    codes = {question.code for question in stage.of_type("budget")}
    return [found for found in problems(definition, stage, content) if found.question in codes]


def _at_line(place: Place, frame: Frame) -> dict[int, list[Message]]:
    """What is wrong with the lines that are there, by their number."""
    found: dict[int, list[Message]] = {}
    stage = definition_of(place.proposal.call_version).stage(place.draft.stage)
    for number, message in line_problems(
        frame.priced(place.lines).lines,
        partners={partner.key for partner in place.draft.partners},
        months=months_of(place.draft.answers, stage),
    ):
        found.setdefault(number, []).append(message)
    return found


def _saved_alone(place: Place, mine: Sequence[dict[str, Any]]) -> PlainResponse:
    """The page goes on from what it sent, which is not all that is there when somebody else wrote too."""
    is_whole = base_of_lines(place.lines) == base_of_sent(mine)
    also = _("Somebody else changed other lines here; you see them when you open the page again.")
    return saved_alone(place.proposal, place.draft, base_of_sent(mine), also="" if is_whole else also)


def _saved(place: Place, form: BudgetForm) -> Response:
    say_saved(place.proposal, place.kept_as)
    endpoint = place.endpoint if form.wants_more else place.back
    return web.see_other(url_for(endpoint, proposal_id=place.proposal.id))
