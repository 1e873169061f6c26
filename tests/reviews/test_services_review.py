"""A reviewer declares, marks as they go, and hands in once."""

from decimal import Decimal

import pytest
from flask import Flask

from cop.core.db import db
from cop.kernel.actor import SYSTEM
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from cop.proposals.states import ProposalState
from cop.reviews.models import Assignment, Declaration
from cop.reviews.services.assign import close_reviews
from cop.reviews.services.review import declare, grid_of, save_review, submit_review
from tests.factories import NOON, actor_of
from tests.proposals.making import make_call
from tests.reviews.making import (
    CLOSED,
    FAIR,
    GOOD,
    make_assignment,
    make_eligible,
    make_review,
    make_reviewer,
    save,
)


@pytest.fixture
def assignment(ctx: Flask) -> Assignment:
    """One whose reviewer declared no conflict."""
    return make_assignment(make_eligible(make_call())[1])


def hand_in(assignment: Assignment) -> None:
    submit_review(assignment, actor=actor_of(assignment.reviewer), now=NOON)


def test_a_conflict_needs_words_and_ends_it(ctx: Flask) -> None:
    assignment = make_assignment(make_eligible(make_call())[1], declared=False)
    reviewer = actor_of(assignment.reviewer)
    with pytest.raises(Refused):
        save(assignment, GOOD)
    with pytest.raises(Invalid):
        declare(assignment, Declaration.CONFLICT, conflict="", actor=reviewer, now=NOON)
    declare(assignment, Declaration.CONFLICT, conflict="My brother leads it.", actor=reviewer, now=NOON)
    with pytest.raises(Refused):
        declare(assignment, Declaration.NO_CONFLICT, conflict="", actor=reviewer, now=NOON)
    with pytest.raises(Refused):
        save(assignment, GOOD)


def test_nobody_declares_or_marks_for_another(assignment: Assignment) -> None:
    other = actor_of(make_reviewer())
    with pytest.raises(Denied):
        declare(assignment, Declaration.NO_CONFLICT, conflict="", actor=other, now=NOON)
    with pytest.raises(Denied):
        save_review(assignment, marks=GOOD, comments={}, comment="", version=0, actor=other, now=NOON)
    with pytest.raises(Denied):
        submit_review(assignment, actor=other, now=NOON)


def test_a_review_is_saved_as_one_goes(assignment: Assignment) -> None:
    save(assignment, {"needs": 2, "value": None}, comments={"needs": "Clear."})
    review = save(assignment, {"needs": 3, "value": None}, comments={"needs": "Very clear."}, version=1)
    assert {mark.criterion: (mark.mark, mark.comment) for mark in review.marks} == {
        "needs": (3, "Very clear."),
        "value": (None, ""),
    }
    assert review.version == 2


def test_a_second_window_does_not_overwrite_the_first(assignment: Assignment) -> None:
    save(assignment, {"needs": 3})
    with pytest.raises(Stale):
        save(assignment, {"needs": 1})
    assert assignment.review is not None
    assert assignment.review.marks[0].mark == 3


def test_every_criterion_needs_a_mark_before_it_is_handed_in(assignment: Assignment) -> None:
    with pytest.raises(Invalid):
        hand_in(assignment)
    save(assignment, {"needs": 3, "value": None})
    with pytest.raises(Invalid) as refusal:
        hand_in(assignment)
    assert list(refusal.value.fields) == ["mark-value"]


def test_points_are_worked_out_once_and_kept(assignment: Assignment) -> None:
    review = save(assignment, {"needs": 3, "value": 2})
    hand_in(assignment)
    assert (review.total, review.sections) == (Decimal(8), {"relevance": {"points": "8", "lowest": 2}})
    with pytest.raises(Refused):
        save(assignment, FAIR, version=1)
    with pytest.raises(Refused):
        hand_in(assignment)


def test_nothing_is_marked_once_the_reviews_are_closed(assignment: Assignment) -> None:
    save(assignment, GOOD)
    make_review(assignment.submission, FAIR)
    close_reviews(assignment.submission.proposal.call, 1, actor=SYSTEM, now=CLOSED)
    assert assignment.submission.proposal.state == ProposalState.SCORED
    with pytest.raises(Refused):
        hand_in(assignment)


def test_a_carried_section_is_not_marked_again(assignment: Assignment) -> None:
    assert [section.code for section in grid_of(assignment).sections] == ["relevance"]
    assignment.submission.stage = 2
    assert [section.code for section in grid_of(assignment).sections] == ["money"]
    db.session.rollback()


def test_who_joined_the_applicant_since_reads_and_marks_no_more(ctx: Flask) -> None:
    """Membership is asked at every act, not only when a reviewer is assigned."""
    team, submission = make_eligible(make_call())
    reviewer = make_reviewer()
    assignment, undeclared = (
        make_assignment(submission, reviewer),
        make_assignment(submission, declared=False),
    )
    joined = actor_of(reviewer, team.organisation)
    with pytest.raises(Denied):
        save_review(assignment, marks=GOOD, comments={}, comment="", version=0, actor=joined, now=NOON)
    with pytest.raises(Denied):
        submit_review(assignment, actor=joined, now=NOON)
    also = actor_of(undeclared.reviewer, team.organisation)
    with pytest.raises(Denied):
        declare(undeclared, Declaration.NO_CONFLICT, conflict="", actor=also, now=NOON)
    declare(undeclared, Declaration.CONFLICT, conflict="I joined them.", actor=also, now=NOON)
    assert undeclared.declaration == Declaration.CONFLICT
