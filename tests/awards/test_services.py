"""Decisions are drawn up by the rule, changed with a reason, announced by a second person, all at once."""

from decimal import Decimal

import pytest
from flask import Flask

from cop.activity.models import Event, Mail
from cop.awards.letters import write_letter
from cop.awards.models import Announcement, Decision, Outcome
from cop.awards.queries import decisions_of_stage, public_awards, undecided_numbers
from cop.awards.services.announce import announce_decisions, promote_reserve
from cop.awards.services.change import change_decision
from cop.awards.services.draw import propose_decisions
from cop.calls.models import Call
from cop.core.db import db
from cop.directory.models import Organisation
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.kernel.clock import SetClock
from cop.kernel.errors import Denied, Invalid, Refused
from cop.proposals.check_models import Check
from cop.proposals.models import Submission
from cop.proposals.services.submit import withdraw_proposal
from cop.proposals.states import ProposalState
from tests.awards.making import (
    BEST,
    FAILED,
    LEAST,
    MIDDLE,
    announce,
    call_with,
    make_published,
    make_reviewed,
    make_scored,
)
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import make_submission, make_team

INVITING = call_with(places=1)
AWARDING = call_with(percent=20, stages=1)
ANY = frozenset(Outcome)


def actor(role: Role, *organisations: Organisation) -> Actor:
    return actor_of(make_user(role), *organisations)


def outcomes(call: Call) -> dict[str, Outcome]:
    return {d.proposal.number: d.outcome for d in decisions_of_stage(call.id, 1).values()}


def change(decision: Decision, outcome: Outcome, *, by: Actor = SYSTEM, **given: object) -> None:
    facts = {"amount": Decimal(5000), "reason": "The committee says so.", "allowed": ANY, **given}
    change_decision(decision, outcome=outcome, actor=by, now=NOON, **facts)  # type: ignore[arg-type]


def test_the_rule_draws_up_the_list(ctx: Flask) -> None:
    call = make_published(INVITING)
    least, best, failed = make_scored(call, LEAST, BEST, FAILED)
    made = propose_decisions(call, INVITING, 1, actor=actor(Role.OFFICER), now=NOON)
    assert {d.submission_id: (d.rank, d.score, d.outcome) for d in made} == {
        best.id: (1, Decimal(9), Outcome.INVITED),
        least.id: (2, Decimal(6), Outcome.RESERVE),
        failed.id: (3, Decimal(5), Outcome.REJECTED),
    }
    assert all(d.announced_at is None and d.amount is None for d in made)
    assert best.proposal.state == ProposalState.SCORED


def test_the_last_stage_awards_what_was_asked_within_the_envelope(ctx: Flask) -> None:
    call = make_published(AWARDING)
    make_scored(call, BEST, MIDDLE, LEAST)
    made = propose_decisions(call, AWARDING, 1, actor=SYSTEM, now=NOON)
    assert [(d.outcome, d.amount) for d in made] == [
        (Outcome.AWARDED, Decimal(10_000)),
        (Outcome.AWARDED, Decimal(10_000)),
        (Outcome.RESERVE, None),
    ]


def test_what_was_not_eligible_is_told_with_the_others(ctx: Flask) -> None:
    call = make_published(INVITING)
    late = make_submission(make_team(call), state="ineligible")
    db.session.add(
        Check(
            submission_id=late.id,
            is_eligible=False,
            paragraph="1.1",
            reason="Not registered.",
            checked_at=NOON,
            checked_by=None,
        )
    )
    make_scored(call, BEST)
    announce(call, INVITING)
    assert late.proposal.state == ProposalState.REJECTED
    assert decisions_of_stage(call.id, 1)[late.proposal_id].reason == "Not registered."


def test_a_list_is_drawn_up_anew_until_it_is_announced(ctx: Flask) -> None:
    call = make_published(INVITING)
    make_scored(call, BEST, LEAST)
    propose_decisions(call, INVITING, 1, actor=SYSTEM, now=NOON)
    propose_decisions(call, INVITING, 1, actor=SYSTEM, now=NOON)
    assert db.session.query(Decision).count() == 2
    announce_decisions(call, 1, actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        propose_decisions(call, INVITING, 1, actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        announce_decisions(call, 1, actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        change(db.session.query(Decision).limit(1).one(), Outcome.REJECTED)


def test_nothing_is_drawn_up_or_announced_from_nothing(ctx: Flask) -> None:
    call = make_published(INVITING)
    with pytest.raises(Refused):
        propose_decisions(call, INVITING, 1, actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        announce_decisions(call, 1, actor=SYSTEM, now=NOON)


def test_a_change_by_hand_needs_a_reason_and_a_possible_amount(ctx: Flask) -> None:
    call = make_published(AWARDING)
    make_scored(call, LEAST)
    (decision,) = propose_decisions(call, AWARDING, 1, actor=SYSTEM, now=NOON)
    with pytest.raises(Invalid):
        change(decision, Outcome.REJECTED, reason="")
    with pytest.raises(Invalid):
        change(decision, Outcome.INVITED, allowed=frozenset({Outcome.AWARDED, Outcome.REJECTED}))
    for amount in (None, Decimal(0), Decimal(10_001)):
        with pytest.raises(Invalid):
            change(decision, Outcome.AWARDED, amount=amount)
    officer = actor(Role.OFFICER)
    change(decision, Outcome.AWARDED, by=officer)
    assert (decision.amount, decision.decided_by) == (Decimal(5000), officer.user_id)
    change(decision, Outcome.REJECTED)
    assert (decision.outcome, decision.amount) == (Outcome.REJECTED, None)
    db.session.flush()
    assert db.session.query(Event).filter_by(verb="decision.changed").count() == 2


def test_announced_is_everything_at_once(ctx: Flask) -> None:
    call = make_published(INVITING)
    team, best = make_reviewed(call, BEST)
    team.user.language = "ar"
    (other,) = make_scored(call, LEAST)
    propose_decisions(call, INVITING, 1, actor=SYSTEM, now=NOON)
    announce_decisions(call, 1, actor=actor(Role.MANAGER), now=NOON)
    db.session.flush()
    assert (best.proposal.state, other.proposal.state) == (ProposalState.INVITED, ProposalState.RESERVE)
    assert {d.announced_at for d in db.session.query(Decision)} == {NOON}
    assert db.session.query(Announcement).one().stage == 1
    *_before, mail = db.session.query(Mail).filter_by(to=team.user.email).order_by(Mail.id)
    assert (mail.language, best.proposal.number in mail.subject) == ("ar", True)


def test_an_award_list_is_approved_by_a_second_person(ctx: Flask) -> None:
    call = make_published(INVITING)
    make_scored(call, BEST)
    manager, other = actor(Role.MANAGER), actor(Role.MANAGER)
    propose_decisions(call, INVITING, 1, actor=manager, now=NOON)
    for refused in (manager, actor(Role.OFFICER), actor(Role.AUDITOR)):
        with pytest.raises(Denied):
            announce_decisions(call, 1, actor=refused, now=NOON)
    announce_decisions(call, 1, actor=other, now=NOON)


def test_nobody_is_left_without_an_answer(ctx: Flask) -> None:
    call = make_published(INVITING)
    best, least = make_scored(call, BEST, LEAST)
    propose_decisions(call, INVITING, 1, actor=SYSTEM, now=NOON)
    late = make_submission(make_team(call), state="eligible")
    assert undecided_numbers(call.id, 1) == [late.proposal.number]
    with pytest.raises(Refused, match=late.proposal.number):
        announce_decisions(call, 1, actor=SYSTEM, now=NOON)
    late.proposal.state = least.proposal.state = ProposalState.WITHDRAWN
    with pytest.raises(Refused, match=least.proposal.number):
        announce_decisions(call, 1, actor=SYSTEM, now=NOON)
    announce(call, INVITING)
    assert outcomes(call) == {best.proposal.number: Outcome.INVITED}


def test_grants_never_add_up_to_more_than_there_is(ctx: Flask) -> None:
    call = make_published(AWARDING)
    *_others, least = make_scored(call, BEST, MIDDLE, LEAST)
    propose_decisions(call, AWARDING, 1, actor=SYSTEM, now=NOON)
    change(decisions_of_stage(call.id, 1)[least.proposal_id], Outcome.AWARDED, amount=Decimal(1))
    with pytest.raises(Refused, match="add up"):
        announce_decisions(call, 1, actor=SYSTEM, now=NOON)


def test_nobody_decides_where_their_own_organisation_applies(ctx: Flask) -> None:
    call = make_published(INVITING)
    team, submission = make_reviewed(call, BEST)
    make_scored(call, LEAST)
    own = actor(Role.MANAGER, team.organisation)
    with pytest.raises(Denied):
        propose_decisions(call, INVITING, 1, actor=own, now=NOON)
    propose_decisions(call, INVITING, 1, actor=SYSTEM, now=NOON)
    with pytest.raises(Denied):
        change(decisions_of_stage(call.id, 1)[submission.proposal_id], Outcome.RESERVE, by=own)
    with pytest.raises(Denied):
        announce_decisions(call, 1, actor=own, now=NOON)


def test_a_free_place_goes_down_the_reserve_list_in_order(ctx: Flask, clock: SetClock) -> None:
    call = make_published(INVITING)
    least, best, middle = make_scored(call, LEAST, BEST, MIDDLE)
    announce(call, INVITING)
    decision = decisions_of_stage(call.id, 1)[middle.proposal_id]
    write_letter(decision, clock)
    with pytest.raises(Denied):
        promote_reserve(call, INVITING, 1, actor=actor(Role.OFFICER), now=NOON)
    manager = actor(Role.MANAGER)
    assert promote_reserve(call, INVITING, 1, actor=manager, now=NOON) is decision
    assert (decision.outcome, decision.letter_id) == (Outcome.INVITED, None)
    assert (middle.proposal.state, least.proposal.state) == (ProposalState.INVITED, ProposalState.RESERVE)
    db.session.flush()
    assert promote_reserve(call, INVITING, 1, actor=manager, now=NOON).submission_id == least.id
    with pytest.raises(Refused):
        promote_reserve(call, INVITING, 1, actor=manager, now=NOON)
    assert best.proposal.state == ProposalState.INVITED


def test_an_award_from_the_reserve_has_its_amount(ctx: Flask) -> None:
    call = make_published(AWARDING)
    best, _middle, least = make_scored(call, BEST, MIDDLE, LEAST)
    announce(call, AWARDING)
    withdraw_proposal(best.proposal, actor=team_of(best), now=NOON)
    decision = promote_reserve(call, AWARDING, 1, actor=SYSTEM, now=NOON)
    assert (decision.submission_id, decision.amount) == (least.id, Decimal(10_000))


def test_a_grant_that_is_declined_frees_its_money_for_the_reserve(ctx: Flask) -> None:
    """An envelope of one grant: nobody is promoted while it is given, and the next is once its team declines."""
    definition = call_with(percent=10, stages=1)
    call = make_published(definition)
    best, least = make_scored(call, BEST, LEAST)
    announce(call, definition)
    db.session.commit()
    with pytest.raises(Refused, match="only"):
        promote_reserve(call, definition, 1, actor=SYSTEM, now=NOON)
    db.session.rollback()
    team = team_of(best)
    withdraw_proposal(best.proposal, actor=team, now=NOON)
    db.session.flush()
    assert public_awards(call.id) == []
    decision = promote_reserve(call, definition, 1, actor=SYSTEM, now=NOON)
    db.session.flush()
    assert decision.submission_id == least.id
    assert [award.submission_id for award in public_awards(call.id)] == [least.id]


def team_of(submission: Submission) -> Actor:
    """Somebody who writes for the organisation that applied."""
    lead = submission.proposal.organisation_id
    return Actor(user_id=1, writes_for=frozenset({lead}), organisations=frozenset({lead}))
