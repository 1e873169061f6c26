"""What the secretariat does: assign, take back, close the reviews of a stage."""

from dataclasses import dataclass
from decimal import Decimal

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cop.calls.definition.stages import Stage
from cop.calls.models import Call
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import i18n, web
from cop.core.access import access
from cop.core.paging import paginate
from cop.core.unit import rollback
from cop.kernel.errors import Invalid
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import submission_by_id
from cop.proposals.rules.workflow import STATE_KINDS, STATE_NAMES, state_in_stage
from cop.reviews.forms import AssignForm
from cop.reviews.models import Assignment
from cop.reviews.queries import (
    assignment_by_id,
    assignments_of_submissions,
    open_reviews,
    reviewers,
    submissions_to_assign,
)
from cop.reviews.rules import Score, in_conflict, needs_third_reviewer
from cop.reviews.services.assign import assign_reviewer, close_reviews, withdraw_assignment

bp = i18n.page_blueprint("reviews_staff", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """A submission with who reads it. `is_hidden`: the reader belongs to who applies, and sees no review of it."""

    submission: Submission
    assignments: list[Assignment]
    is_hidden: bool
    is_divergent: bool

    @property
    def proposal(self) -> Proposal:
        return self.submission.proposal

    @property
    def state(self) -> str:
        return state_in_stage(self.proposal, self.submission.stage).value


@bp.get("/calls/<code>/stages/<int:stage>/assignments")
@access("reviews.assign")
def assignment_list(code: str, stage: int) -> str:
    """Who reads what in a stage, fifty a page."""
    return _page(_call(code, stage), stage)


def _call(code: str, stage: int) -> Call:
    call = web.found(call_by_code(code, web.actor()))
    web.found(next((row for row in call.stages if row.number == stage), None))
    return call


def _page(call: Call, stage: int, form: AssignForm | None = None) -> str:
    definition = definition_of(version_in_force(call))
    page = paginate(submissions_to_assign(call.id, stage))
    given = assignments_of_submissions([submission.id for submission in page.items])
    most_apart = _most_apart(definition.stage(stage))
    rows = [
        Row(
            submission,
            given.get(submission.id, []),
            in_conflict(web.actor(), submission.proposal),
            bool(most_apart)
            and needs_third_reviewer(_scores(given.get(submission.id, [])), most_apart=most_apart),
        )
        for submission in page.items
    ]
    return render_template(
        "reviews/assignment_list.html",
        call=call,
        definition=definition,
        stage=definition.stage(stage),
        number=stage,
        page=page,
        rows=rows,
        form=form or _form(),
        open_count=open_reviews(call.id, stage),
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
    )


def _most_apart(stage: Stage) -> Decimal:
    """How many points two reviews may differ by; without a limit in the call, by all there are."""
    maximum = stage.grid_to_mark.maximum
    return maximum if stage.divergence_percent is None else maximum * stage.divergence_percent / 100


def _scores(assignments: list[Assignment]) -> list[Score]:
    totals = [a.review.total for a in assignments if a.review is not None and a.review.total is not None]
    return [Score({}, total) for total in totals]


def _form() -> AssignForm:
    form = AssignForm()
    form.offer(reviewers())
    return form


@bp.post("/calls/<code>/stages/<int:stage>/assignments")
@access("reviews.assign")
def assignment_new(code: str, stage: int) -> tuple[str, int] | Response:
    """Give the marked submissions to one reviewer: all of them or, where one is refused, none, each with its reason."""
    call, form = _call(code, stage), _form()
    if not form.validate():
        return _page(call, stage, form), 422
    chosen = [_submission(call, stage, submission_id) for submission_id in form.chosen()]
    reviewer = next(user for user, _load in reviewers() if user.id == form.reviewer_id)
    for submission in chosen:
        try:
            assign_reviewer(submission, reviewer, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.form_errors.append(f"{submission.proposal.number}: {i18n.sentence(error.message)}")
    if form.form_errors:
        rollback()
        return _page(call, stage, form), 422
    flash(_("%(name)s will read it.", name=reviewer.name), "success")
    return web.see_other(url_for("reviews_staff.assignment_list", code=code, stage=stage))


def _submission(call: Call, stage: int, submission_id: int) -> Submission:
    submission = web.found(submission_by_id(submission_id))
    is_here = (submission.proposal.call_id, submission.stage) == (call.id, stage)
    return web.found(submission if is_here else None)


@bp.post("/assignments/<int:assignment_id>/removal")
@access("reviews.assign")
def assignment_remove(assignment_id: int) -> Response:
    """Take a submission back from a reviewer who has not begun."""
    assignment = web.found(assignment_by_id(assignment_id, web.actor()))
    code, stage = assignment.submission.proposal.call.code, assignment.submission.stage
    withdraw_assignment(assignment, actor=web.actor(), now=web.now())
    flash(_("The assignment is taken back."), "success")
    return web.see_other(url_for("reviews_staff.assignment_list", code=code, stage=stage))


@bp.post("/calls/<code>/stages/<int:stage>/closing")
@access("reviews.assign")
def reviews_close(code: str, stage: int) -> Response:
    """End the reviewing: what has been reviewed is scored."""
    count = close_reviews(_call(code, stage), stage, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)s proposal is scored.", "%(num)s proposals are scored.", count), "success")
    return web.see_other(url_for("awards_staff.ranking_show", code=code, stage=stage))
