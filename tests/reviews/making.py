"""Proposals in review, for tests of reviews and awards."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cop.accounts.models import User
from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.proposals.models import Submission
from cop.reviews.models import Assignment, Declaration, Review
from cop.reviews.services.assign import assign_reviewer
from cop.reviews.services.review import declare, save_review, submit_review
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import Team, make_submission, make_team

CLOSED = datetime(2027, 1, 16, 12, tzinfo=UTC)
"""When nobody can hand in a first stage of the smallest call any more."""
GOOD = {"needs": 3, "value": 3}
FAIR = {"needs": 2, "value": 2}


def make_reviewer(**given: Any) -> User:
    return make_user(Role.REVIEWER, **given)


def make_assignment(
    submission: Submission, reviewer: User | None = None, *, declared: bool = True
) -> Assignment:
    """A submission with a reviewer, who has declared no conflict unless told otherwise."""
    reviewer = reviewer or make_reviewer()
    assignment = assign_reviewer(submission, reviewer, actor=SYSTEM, now=NOON)
    db.session.flush()
    if declared:
        say_no_conflict(assignment, reviewer)
    return assignment


def say_no_conflict(assignment: Assignment, reviewer: User) -> None:
    declare(assignment, Declaration.NO_CONFLICT, conflict="", actor=actor_of(reviewer), now=NOON)


def save(assignment: Assignment, marks: Mapping[str, int | None], **given: Any) -> Review:
    """What the reviewer of `assignment` saves, with `version` 0 unless given."""
    facts = {"comments": {}, "comment": "", "version": 0, "now": NOON, **given}
    review = save_review(assignment, marks=marks, actor=actor_of(assignment.reviewer), **facts)
    db.session.flush()
    return review


def make_review(
    submission: Submission, marks: Mapping[str, int], reviewer: User | None = None, **given: Any
) -> Review:
    """A review that is handed in."""
    assignment = make_assignment(submission, reviewer)
    save(assignment, marks, **given)
    review = submit_review(assignment, actor=actor_of(assignment.reviewer), now=NOON)
    db.session.flush()
    return review


def make_eligible(call: Call, **given: Any) -> tuple[Team, Submission]:
    """Somebody's concept note that was found eligible."""
    team = make_team(call, **given)
    submission = make_submission(team, state="eligible")
    db.session.flush()
    return team, submission
