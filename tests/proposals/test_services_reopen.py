"""What is in may be replaced until the deadline, and counts until it is."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cop.activity.models import Event, Mail
from cop.calls.queries import definition_of, version_in_force
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused, Stale, TooLate
from cop.proposals.lists.filters import Filter
from cop.proposals.lists.queries import listed
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import (
    draft_of,
    how_far,
    submission_instants,
    submission_of,
    submissions_by_country,
)
from cop.proposals.services.check import Ruling, check_submission
from cop.proposals.services.reopen import reopen_late, reopen_proposal
from cop.proposals.services.start import continue_proposal
from cop.proposals.states import ProposalState
from cop.proposals.submissions import versions_of
from cop.reviews.queries import scores_of_stage, submissions_to_assign
from cop.reviews.services.assign import assign_reviewer
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import (
    FULL_PROPOSAL_OPEN,
    Team,
    deadline,
    make_draft,
    make_submission,
    make_team,
    submit,
    write,
)


def make_versions(team: Team) -> tuple[Submission, Submission]:
    """A concept note handed in, reopened, changed and handed in again."""
    first = make_submission(team)
    reopen_proposal(first.proposal, actor=team.actor, now=NOON)
    write(first.proposal, {"title": "Better wells", "grant": "12000"}, team)
    return first, submit(first.proposal, team, key="again")


def officer() -> Actor:
    return actor_of(make_user(Role.OFFICER))


def find_eligible(submission: Submission, *, now=NOON) -> None:
    check_submission(submission, Ruling(is_eligible=True), actor=officer(), now=now)


def test_the_last_version_counts_and_the_first_stays_as_it_was(ctx: Flask) -> None:
    first, second = make_versions(make_team())
    proposal = second.proposal
    assert (first.version, second.version) == (1, 2)
    assert (first.replaced_at, second.replaced_at) == (NOON, None)
    assert first.content["answers"]["title"] == "Wells & words"
    assert submission_of(proposal, 1) is second
    assert submission_of(proposal, 1, version=1) is first
    assert list(versions_of(proposal, 1)) == [second, first]
    assert second.number.startswith(f"{proposal.number}-1.2-")
    assert (proposal.title, proposal.reopened_at) == ("Better wells", None)


def test_every_list_and_figure_counts_it_once(ctx: Flask) -> None:
    team = make_team()
    _first, second = make_versions(team)
    call, proposal = team.call, second.proposal
    shown = listed(call.id, Filter(), definition_of(version_in_force(call)))
    (row,) = db.session.execute(shown).all()
    assert row.requested == 12_000
    assert how_far(call.id, stage=1) == (1, 1, 0, 0)
    assert submissions_by_country(call.id, stage=1) == [("RW", 1)]
    assert len(submission_instants(call.id, stage=1)) == 1
    find_eligible(second, now=deadline(team))
    assert db.session.scalars(submissions_to_assign(call.id, 1)).all() == [second]
    assert [reviewed.submission for reviewed in scores_of_stage(call.id, 1)] == [second]
    assert proposal.state == ProposalState.ELIGIBLE


def test_while_it_is_reopened_what_is_in_counts_under_its_own_title(ctx: Flask) -> None:
    team = make_team()
    first = make_submission(team)
    reopen_proposal(first.proposal, actor=team.actor, now=NOON)
    write(first.proposal, {"title": "Not handed in"}, team)
    assert first.proposal.state == ProposalState.SUBMITTED
    assert first.proposal.title == "Wells & words"
    assert submission_of(first.proposal, 1) is first
    with pytest.raises(TooLate):
        submit(first.proposal, team, key="late", now=deadline(team))
    find_eligible(first, now=deadline(team))
    assert first.proposal.reopened_at is None


def test_nobody_decides_on_what_may_still_be_replaced_nor_on_what_was(ctx: Flask) -> None:
    team = make_team()
    first = make_submission(team)
    just_before = deadline(team) - timedelta(milliseconds=1)
    with pytest.raises(Refused, match="newer version until"):
        find_eligible(first, now=just_before)
    reopen_proposal(first.proposal, actor=team.actor, now=just_before)
    with pytest.raises(Refused, match="newer version until"):
        find_eligible(first, now=just_before)
    submit(first.proposal, team, key="again")
    with pytest.raises(Stale):
        find_eligible(first)


def test_a_replaced_version_goes_to_no_reviewer(ctx: Flask) -> None:
    team = make_team()
    first, second = make_versions(team)
    find_eligible(second, now=deadline(team))
    with pytest.raises(Refused):
        assign_reviewer(first, make_user(Role.REVIEWER), actor=officer(), now=NOON)


def test_the_same_words_handed_in_again_have_a_receipt_of_their_own(ctx: Flask) -> None:
    team = make_team()
    first = make_submission(team)
    reopen_proposal(first.proposal, actor=team.actor, now=NOON)
    second = submit(first.proposal, team, key="again")
    assert second.sha256 == first.sha256
    assert second.number != first.number
    assert submit(first.proposal, team, key="again") is second


def test_two_versions_never_count_at_once(ctx: Flask) -> None:
    first, _second = make_versions(make_team())
    first.replaced_at = None
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_team_reopens_its_own_before_the_deadline_once(ctx: Flask) -> None:
    team = make_team()
    proposal = make_submission(team).proposal
    for actor in (make_team(team.call).actor, officer()):
        with pytest.raises(Denied):
            reopen_proposal(proposal, actor=actor, now=NOON)
    with pytest.raises(TooLate):
        reopen_proposal(proposal, actor=team.actor, now=deadline(team))
    reopen_proposal(proposal, actor=team.actor, now=deadline(team) - timedelta(milliseconds=1))
    with pytest.raises(Refused):
        reopen_proposal(proposal, actor=team.actor, now=NOON)


@pytest.mark.parametrize("state", sorted(set(ProposalState) - {ProposalState.SUBMITTED}))
def test_only_what_is_in_and_unchecked_is_reopened(ctx: Flask, state: str) -> None:
    team = make_team()
    proposal = make_submission(team, state=state).proposal
    with pytest.raises(Refused):
        reopen_proposal(proposal, actor=team.actor, now=NOON)
    with pytest.raises(Refused):
        reopened_late(proposal, team)


def reopened_late(proposal: Proposal, team: Team, *, actor: Actor | None = None, **given: str) -> None:
    facts = {"closes_at": deadline(team) + timedelta(days=2), "reason": "Our server was down.", **given}
    reopen_late(proposal, actor=actor or officer(), now=deadline(team) + timedelta(hours=1), **facts)


def test_staff_give_a_team_a_deadline_of_its_own(ctx: Flask) -> None:
    team = make_team()
    first = make_submission(team)
    reopened_late(first.proposal, team)
    event = db.session.scalars(select(Event).where(Event.verb == "proposal.reopened_late")).one()
    assert event.data["reason"] == "Our server was down."
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one()
    assert "Our server was down." in mail.text
    assert "17 January 2027, 16:00" in mail.text
    own = deadline(team) + timedelta(days=2)
    with pytest.raises(TooLate):
        submit(first.proposal, team, key="late", now=own)
    second = submit(first.proposal, team, key="in time", now=own - timedelta(milliseconds=1))
    assert submission_of(first.proposal, 1) is second
    assert first.proposal.reopened_at is None


def test_staff_say_why_and_until_when_and_never_for_their_own(ctx: Flask) -> None:
    team = make_team()
    proposal = make_submission(team).proposal
    with pytest.raises(Refused, match="still open"):
        reopen_late(proposal, deadline(team), reason="x", actor=officer(), now=NOON)
    with pytest.raises(Invalid):
        reopened_late(proposal, team, closes_at=deadline(team))
    with pytest.raises(Denied):
        reopened_late(proposal, team, actor=actor_of(make_user(Role.OFFICER), team.organisation))
    with pytest.raises(Denied):
        reopened_late(proposal, team, actor=team.actor)


def test_the_full_proposal_begins_with_what_was_handed_in(ctx: Flask) -> None:
    team = make_team()
    first = make_submission(team)
    proposal = first.proposal
    reopen_proposal(proposal, actor=team.actor, now=NOON)
    write(proposal, {"why": "Never handed in"}, team)
    find_eligible(first, now=deadline(team))
    proposal.state = ProposalState.INVITED
    continue_proposal(proposal, actor=team.actor, now=FULL_PROPOSAL_OPEN)
    draft = draft_of(proposal)
    assert draft
    assert draft.answers["reason"] == "Water is far."


def test_a_draft_is_not_reopened_by_anybody(ctx: Flask) -> None:
    team = make_team()
    with pytest.raises(Refused):
        reopen_proposal(make_draft(team), actor=SYSTEM, now=NOON)


def test_the_same_button_after_a_reopening_says_that_the_newer_words_are_not_in(ctx: Flask) -> None:
    team = make_team()
    first = make_submission(team)
    reopen_proposal(first.proposal, actor=team.actor, now=NOON)
    with pytest.raises(Refused, match="You reopened"):
        submit(first.proposal, team, key="concept note")
