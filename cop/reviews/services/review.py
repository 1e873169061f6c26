"""Declare, mark, hand in."""

from collections.abc import Mapping
from datetime import datetime

from cop.activity.services import record
from cop.calls.definition.grid import Grid
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from cop.kernel.messages import N_, say
from cop.proposals.reading import definition_under
from cop.proposals.services.hold import hold
from cop.proposals.states import ProposalState
from cop.reviews import rules
from cop.reviews.events import ConflictDeclared, ReviewSubmitted
from cop.reviews.models import Assignment, Declaration, Mark, Review


def declare(
    assignment: Assignment, declaration: Declaration, *, conflict: str, actor: Actor, now: datetime
) -> None:
    """The reviewer says whether there is a conflict of interest; one with a conflict reads no further."""
    refuse_outsiders(assignment, actor, declares=declaration == Declaration.CONFLICT)
    _hold(assignment)
    if assignment.declaration != Declaration.PENDING:
        raise Refused(
            say(N_("You have declared already. Please write to the secretariat if something changed."))
        )
    if declaration == Declaration.CONFLICT and not conflict:
        raise Invalid(fields={"conflict": say(N_("Please say in a few words what the conflict is."))})
    assignment.declaration, assignment.declared_at, assignment.conflict = declaration, now, conflict
    record("review.declared", assignment, actor=actor, now=now, declaration=declaration.value)
    if declaration == Declaration.CONFLICT:
        events.publish(ConflictDeclared(assignment.id, assignment.submission_id))


def save_review(
    assignment: Assignment,
    *,
    marks: Mapping[str, int | None],
    comments: Mapping[str, str],
    comment: str,
    version: int,
    actor: Actor,
    now: datetime,
) -> Review:
    """Keep marks and comments, finished or not. `version` is what the writer started from (0 before the first save)."""
    _hold(assignment)
    _refuse_reviewing(assignment, actor)
    review = assignment.review
    if version != (review.version if review else 0):
        raise Stale
    if review is None:
        review = Review(assignment_id=assignment.id, updated_at=now, version=0)
        review.assignment = assignment
        db.session.add(review)
    kept = {mark.criterion: mark for mark in review.marks}
    for criterion, mark in marks.items():
        row = kept.get(criterion)
        if row is None:
            row = Mark(criterion=criterion, mark=mark)
            review.marks.append(row)
        row.mark, row.comment = mark, comments.get(criterion, "")
    review.comment, review.updated_at, review.version = comment, now, review.version + 1
    record("review.saved", review, actor=actor, now=now, version=review.version)
    return review


def _hold(assignment: Assignment) -> None:
    """Lock the proposal until the commit: no closing, no second save of the same review in between."""
    hold(assignment.submission.proposal)
    db.session.refresh(assignment, ["declaration", "review"])
    if assignment.review is not None:
        db.session.refresh(assignment.review, ["version", "submitted_at"])


def refuse_outsiders(assignment: Assignment, actor: Actor, *, declares: bool = False) -> None:
    """Raises Denied for whoever is not this reviewer, or joined the applying organisation since; that one may only say so."""
    if assignment.reviewer_id != actor.user_id:
        raise Denied
    if rules.in_conflict(actor, assignment.submission.proposal) and not declares:
        raise Denied(
            say(N_("You belong to the organisation that applies, so somebody else reads its proposal."))
        )


def _refuse_reviewing(assignment: Assignment, actor: Actor) -> None:
    refuse_outsiders(assignment, actor)
    if assignment.declaration != Declaration.NO_CONFLICT:
        raise Refused(say(N_("Please declare first that you have no conflict of interest.")))
    if assignment.review is not None and assignment.review.submitted_at is not None:
        raise Refused(say(N_("This review is handed in and can no longer be changed.")))
    if assignment.submission.proposal.state != ProposalState.IN_REVIEW:
        raise Refused(say(N_("This proposal is no longer in review.")))


def grid_of(assignment: Assignment) -> Grid:
    """What is marked in this review: the stage's grid without what is carried over."""
    definition = definition_under(assignment.submission)
    return definition.stage(assignment.submission.stage).grid_to_mark


def submit_review(assignment: Assignment, *, actor: Actor, now: datetime) -> Review:
    """Hand the review in: every criterion has a mark; the points are worked out once and kept."""
    _refuse_reviewing(assignment, actor)
    review = assignment.review
    grid = grid_of(assignment)
    marks = {mark.criterion: mark.mark for mark in review.marks} if review else {}
    if review is None or (missing := rules.missing_marks(grid, marks)):
        fields = {f"mark-{code}": say(N_("Please give a mark.")) for code in (missing if review else [])}
        raise Invalid(
            say(N_("Every criterion needs a mark before the review can be handed in.")), fields=fields
        )
    score = rules.score_of(grid, marks)
    review.sections = {
        code: {"points": str(points), "lowest": score.lowest[code]} for code, points in score.sections.items()
    }
    review.total, review.submitted_at = score.total, now
    record(
        "review.submitted",
        review,
        actor=actor,
        now=now,
        total=str(score.total),
        submission=assignment.submission.number,
    )
    events.publish(ReviewSubmitted(review.id, assignment.submission_id))
    return review
