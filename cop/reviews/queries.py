"""Reads of assignments and reviews."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from cop.accounts.models import User, UserRole
from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import STAFF, Actor, Role
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import that_counts
from cop.proposals.states import ProposalState
from cop.reviews.models import Assignment, Declaration, Review
from cop.reviews.rules import Score


def visible_to(actor: Actor) -> Select[Assignment]:
    """A reviewer's own assignments; all of them for staff and auditors: the twin of rules.can_see."""
    statement = select(Assignment)
    if actor.is_system or actor.roles & (STAFF | {Role.AUDITOR}):
        return statement
    if actor.has(Role.REVIEWER):
        return statement.where(Assignment.reviewer_id == actor.user_id)
    return statement.where(Assignment.id.is_(None))


def assignment_by_id(assignment_id: int, actor: Actor) -> Assignment | None:
    """One assignment with all that its page shows, in one query."""
    submission = joinedload(Assignment.submission).joinedload(Submission.proposal)
    return db.session.scalar(
        visible_to(actor)
        .where(Assignment.id == assignment_id)
        .options(
            submission.joinedload(Proposal.organisation),
            submission.joinedload(Proposal.call).lazyload(Call.stages),
            submission.joinedload(Proposal.call_version),
            joinedload(Assignment.review),
        )
    )


def assignments_of_reviewer(actor: Actor) -> Sequence[Assignment]:
    """What a reviewer has on the desk: unfinished first, then by number."""
    proposal = joinedload(Assignment.submission).joinedload(Submission.proposal)
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.reviewer_id == actor.user_id)
        .outerjoin(Assignment.review)
        .order_by(Review.submitted_at.is_not(None), Assignment.id)
        .options(
            proposal.joinedload(Proposal.organisation),
            joinedload(Assignment.review),
            proposal.joinedload(Proposal.call),
        )
        .limit(500)
    ).all()


def reviewers() -> list[tuple[User, int]]:
    """Everyone who may be assigned, by name, with how many assignments without a conflict they have."""
    load = (
        select(Assignment.reviewer_id, func.count().label("count"))
        .where(Assignment.declaration != Declaration.CONFLICT)
        .group_by(Assignment.reviewer_id)
        .subquery()
    )
    rows = db.session.execute(
        select(User, func.coalesce(load.c.count, 0))
        .join(UserRole)
        .outerjoin(load, load.c.reviewer_id == User.id)
        .where(UserRole.role == Role.REVIEWER, User.disabled_at.is_(None))
        .order_by(User.name, User.id)
        .options(lazyload(User.roles))
    )
    return [(user, count) for user, count in rows]


def assignments_of_submissions(submission_ids: Sequence[int]) -> dict[int, list[Assignment]]:
    """Submission id -> its assignments with reviewers and reviews: two queries, however many submissions."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    statement = (
        select(Assignment)
        .where(Assignment.submission_id.in_(submission_ids))
        .order_by(Assignment.id)
        .options(
            joinedload(Assignment.reviewer).lazyload(User.roles),
            joinedload(Assignment.review).lazyload(Review.marks),
        )
    )
    for assignment in db.session.scalars(statement):
        found[assignment.submission_id].append(assignment)
    return found


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A submission of a stage and the scores of its submitted reviews."""

    submission: Submission
    scores: tuple[Score, ...]


def scores_of_stage(call_id: int, stage: int) -> list[Reviewed]:
    """Every submission of a call's stage with the scores it got: two queries, whatever the number."""
    submissions = db.session.scalars(
        select(Submission)
        .join(Submission.proposal)
        .where(Proposal.call_id == call_id, that_counts(stage))
        .options(joinedload(Submission.proposal).joinedload(Proposal.organisation))
        .order_by(Submission.id)
    ).all()
    scores = submitted_scores([s.id for s in submissions])
    return [Reviewed(submission, tuple(scores.get(submission.id, ()))) for submission in submissions]


def submitted_scores(submission_ids: Sequence[int]) -> dict[int, list[Score]]:
    """Submission id -> the scores of its submitted reviews."""
    found: dict[int, list[Score]] = defaultdict(list)
    rows = db.session.execute(
        select(Assignment.submission_id, Review.sections, Review.total)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.submission_id.in_(submission_ids), Review.submitted_at.is_not(None))
        .order_by(Review.id)
    )
    for submission_id, sections, total in rows:
        points = {code: Decimal(row["points"]) for code, row in sections.items()}
        lowest = {code: row["lowest"] for code, row in sections.items()}
        found[submission_id].append(Score(points, total or Decimal(0), lowest))
    return found


def open_reviews(call_id: int, stage: int) -> int:
    """Assignments without a conflict whose review is not submitted yet."""
    return (
        db.session.scalar(
            select(func.count(Assignment.id))
            .join(Submission, Submission.id == Assignment.submission_id)
            .join(Proposal, Proposal.id == Submission.proposal_id)
            .outerjoin(Review, Review.assignment_id == Assignment.id)
            .where(
                Proposal.call_id == call_id,
                that_counts(stage),
                Assignment.declaration != Declaration.CONFLICT,
                Review.submitted_at.is_(None),
            )
        )
        or 0
    )


def submissions_to_assign(call_id: int, stage: int) -> Select[Submission]:
    """The submissions of a stage that are eligible or further, by number."""
    return (
        select(Submission)
        .join(Submission.proposal)
        .where(
            Proposal.call_id == call_id,
            that_counts(stage),
            Proposal.state.not_in(
                [ProposalState.SUBMITTED, ProposalState.INELIGIBLE, ProposalState.WITHDRAWN]
            ),
        )
        .options(contains_eager(Submission.proposal).joinedload(Proposal.organisation))
        .order_by(Proposal.number)
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reviewing of a stage is."""

    assigned: int
    declined: int
    submitted: int


def progress_of(call_id: int, stage: int) -> Progress:
    """Counts of assignments: all, those with a conflict, those whose review is in."""
    row = db.session.execute(
        select(
            func.count(Assignment.id),
            func.count(Assignment.id).filter(Assignment.declaration == Declaration.CONFLICT),
            func.count(Review.submitted_at),
        )
        .join(Submission, Submission.id == Assignment.submission_id)
        .join(Proposal, Proposal.id == Submission.proposal_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Proposal.call_id == call_id, that_counts(stage))
    ).one()
    return Progress(*row)


def comments_of(submission_id: int) -> dict[str, list[str]]:
    """Criterion -> what submitted reviews say of it, and under "" of the whole: sorted, so that no order tells who wrote what."""
    reviews = db.session.scalars(
        select(Review)
        .join(Review.assignment)
        .where(Assignment.submission_id == submission_id, Review.submitted_at.is_not(None))
    ).all()
    found: dict[str, list[str]] = defaultdict(list)
    for review in reviews:
        for code, words in [("", review.comment), *((mark.criterion, mark.comment) for mark in review.marks)]:
            if words:
                found[code].append(words)
    return {code: sorted(said) for code, said in found.items()}
