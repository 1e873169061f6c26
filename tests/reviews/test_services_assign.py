"""Who reads what: conflicts are refused, nothing begun is lost, nobody falls between two lists."""

import pytest
from flask import Flask

from cop.activity.models import Event, Mail
from cop.core.db import db
from cop.directory.models import Member
from cop.directory.roles import MemberRole
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.proposals.states import ProposalState
from cop.reviews.models import Assignment
from cop.reviews.services.assign import assign_reviewer, close_reviews, withdraw_assignment
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import make_call, make_submission, make_team
from tests.reviews.making import (
    CLOSED,
    GOOD,
    make_assignment,
    make_eligible,
    make_review,
    make_reviewer,
    save,
)


def test_to_assign_begins_the_review_and_tells_the_reviewer(ctx: Flask) -> None:
    _team, submission = make_eligible(make_call())
    officer, reviewer = actor_of(make_user(Role.OFFICER)), make_reviewer(language="fr")
    assign_reviewer(submission, reviewer, actor=officer, now=NOON)
    db.session.flush()
    assert submission.proposal.state == ProposalState.IN_REVIEW
    mail = db.session.query(Mail).filter_by(to=reviewer.email).one()
    assert (mail.language, submission.proposal.number in mail.subject) == ("fr", True)
    assert "Wells" not in mail.text
    assert db.session.query(Event).filter_by(verb="review.assigned").one().actor_id == officer.user_id


def test_a_member_of_the_lead_reviews_nothing_of_it(ctx: Flask) -> None:
    team, submission = make_eligible(make_call())
    member = make_user(Role.REVIEWER)
    row = Member(organisation_id=team.organisation.id, user_id=member.id, role=MemberRole.READER, since=NOON)
    db.session.add(row)
    db.session.flush()
    with pytest.raises(Invalid, match="belongs to the organisation"):
        assign_reviewer(submission, member, actor=SYSTEM, now=NOON)
    with pytest.raises(Invalid, match="no reviewer"):
        assign_reviewer(submission, make_user(Role.OFFICER), actor=SYSTEM, now=NOON)
    assert submission.proposal.state == ProposalState.ELIGIBLE


def test_the_same_reviewer_is_assigned_once(ctx: Flask) -> None:
    _team, submission = make_eligible(make_call())
    reviewer = make_assignment(submission).reviewer
    with pytest.raises(Invalid, match="already"):
        assign_reviewer(submission, reviewer, actor=SYSTEM, now=NOON)


def test_an_officer_chooses_no_reviewer_for_their_own_organisation(ctx: Flask) -> None:
    team, submission = make_eligible(make_call())
    officer = actor_of(make_user(Role.OFFICER), team.organisation)
    with pytest.raises(Denied):
        assign_reviewer(submission, make_reviewer(), actor=officer, now=NOON)
    with pytest.raises(Denied):
        withdraw_assignment(make_assignment(submission), actor=officer, now=NOON)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.AUDITOR])
def test_others_assign_nobody(ctx: Flask, role: Role) -> None:
    _team, submission = make_eligible(make_call())
    actor = actor_of(make_user(role))
    with pytest.raises(Denied):
        assign_reviewer(submission, make_reviewer(), actor=actor, now=NOON)
    with pytest.raises(Denied):
        close_reviews(submission.proposal.call, 1, actor=actor, now=CLOSED)


def test_a_stage_that_is_over_takes_no_reviewer(ctx: Flask) -> None:
    _team, submission = make_eligible(make_call())
    submission.proposal.stage = 2
    with pytest.raises(Refused):
        assign_reviewer(submission, make_reviewer(), actor=SYSTEM, now=NOON)


def test_what_is_begun_is_not_taken_back(ctx: Flask) -> None:
    _team, submission = make_eligible(make_call())
    begun, untouched = make_assignment(submission), make_assignment(submission)
    save(begun, {"needs": 2})
    withdraw_assignment(untouched, actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        withdraw_assignment(begun, actor=SYSTEM, now=NOON)
    db.session.flush()
    assert db.session.query(Assignment).all() == [begun]


def test_reviews_close_when_each_proposal_has_one(ctx: Flask) -> None:
    call = make_call()
    _team, first = make_eligible(call)
    _team, second = make_eligible(call)
    make_review(first, GOOD)
    make_assignment(second)
    officer = actor_of(make_user(Role.OFFICER))
    with pytest.raises(Refused, match=second.proposal.number):
        close_reviews(call, 1, actor=officer, now=CLOSED)
    make_review(second, GOOD)
    assert close_reviews(call, 1, actor=officer, now=CLOSED) == 2
    assert {first.proposal.state, second.proposal.state} == {ProposalState.SCORED}


@pytest.mark.parametrize("state", ["submitted", "eligible"])
def test_reviews_do_not_close_over_a_proposal_that_nobody_reads(ctx: Flask, state: str) -> None:
    call = make_call()
    forgotten = make_submission(make_team(call), state=state)
    _team, reviewed = make_eligible(call)
    make_review(reviewed, GOOD)
    with pytest.raises(Refused, match=forgotten.proposal.number):
        close_reviews(call, 1, actor=SYSTEM, now=CLOSED)


def test_reviews_do_not_close_while_proposals_may_come_in(ctx: Flask) -> None:
    _team, submission = make_eligible(make_call())
    make_review(submission, GOOD)
    with pytest.raises(Refused, match="still open"):
        close_reviews(submission.proposal.call, 1, actor=SYSTEM, now=NOON)


def test_nobody_closes_a_call_in_which_they_apply(ctx: Flask) -> None:
    team, submission = make_eligible(make_call())
    make_review(submission, GOOD)
    officer = actor_of(make_user(Role.OFFICER), team.organisation)
    with pytest.raises(Denied):
        close_reviews(submission.proposal.call, 1, actor=officer, now=CLOSED)
