"""More time: for all, or for one team; who is told, who may still write, and what the lists say."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from cop.activity.models import Event, Mail
from cop.calls.models import CallStage
from cop.calls.services import extend_stage
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused, TooLate
from cop.proposals.deadlines import effective_closing, is_over_for_all, window_for
from cop.proposals.models import Proposal
from cop.proposals.queries import draft_of
from cop.proposals.rules.merge import base_of
from cop.proposals.services.extend import extend_proposal
from cop.proposals.services.write import save_answers
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import (
    CONCEPT,
    Team,
    deadline,
    make_draft,
    make_submission,
    make_team,
    submit,
)

MILLISECOND, HOUR = timedelta(milliseconds=1), timedelta(hours=1)


def give(proposal: Proposal, closes_at: datetime, *, now: datetime = NOON, actor: Any = SYSTEM) -> None:
    extend_proposal(proposal, closes_at, reason="A power cut in Bujumbura.", actor=actor, now=now)


def save(team: Team, proposal: Proposal, now: datetime) -> None:
    draft = draft_of(proposal)
    assert draft
    base = base_of(draft.answers, ["why"])
    save_answers(proposal, {"why": "Later."}, base=base, actor=team.actor, now=now)


def test_one_team_hands_in_later_and_no_other(ctx: Flask) -> None:
    team = make_team()
    other = make_team(team.call)
    ours, theirs = make_draft(team, **CONCEPT), make_draft(other, **CONCEPT)
    officer = actor_of(make_user(Role.OFFICER))
    late = deadline(team) + HOUR
    give(ours, late, actor=officer)
    assert submit(ours, team, now=late - MILLISECOND).submitted_at == late - MILLISECOND
    with pytest.raises(TooLate):
        submit(theirs, other, now=late - MILLISECOND)
    event = db.session.query(Event).filter_by(verb="proposal.extended").one()
    assert (event.actor_id, event.subject_id) == (officer.user_id, ours.id)
    assert event.data["reason"] == "A power cut in Bujumbura."
    told = db.session.query(Mail).filter(Mail.text.contains("power cut")).all()
    assert [mail.to for mail in told] == [team.user.email]


@pytest.mark.parametrize("off", [0 * HOUR, MILLISECOND])
def test_the_later_deadline_is_as_sharp(ctx: Flask, off: timedelta) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    late = deadline(team) + HOUR
    give(proposal, late, now=deadline(team) + MILLISECOND)
    with pytest.raises(TooLate):
        submit(proposal, team, now=late + off)


def test_a_draft_stays_as_it_stood_at_the_deadline(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    save(team, proposal, deadline(team) - MILLISECOND)
    with pytest.raises(TooLate):
        save(team, proposal, deadline(team))
    give(proposal, deadline(team) + 2 * HOUR, now=deadline(team) + HOUR)
    save(team, proposal, deadline(team) + HOUR)


def test_time_for_all_is_told_to_who_writes_or_is_invited(ctx: Flask) -> None:
    team = make_team()
    invited, done = make_team(team.call), make_team(team.call)
    make_draft(team, **CONCEPT)
    make_submission(done)
    db.session.query(Mail).delete()
    team.user.language, team.user.zone = "fr", "Africa/Kigali"
    reason = {"en": "A long holiday.", "fr": "Un long congé."}
    extend_stage(team.call, 1, deadline(team) + HOUR, reason=reason, actor=SYSTEM, now=NOON)
    mail = db.session.query(Mail).one()
    assert (mail.to, mail.language) == (team.user.email, "fr")
    assert "Un long congé." in mail.text
    assert "17:00 (Bruxelles)" in mail.text
    assert "18:00 (Kigali)" in mail.text
    make_submission(invited, state="invited")
    extend_stage(team.call, 2, deadline(team, 2) + HOUR, reason=reason, actor=SYSTEM, now=NOON)
    last = db.session.query(Mail).order_by(Mail.id.desc()).first()
    assert last
    assert last.to == invited.user.email
    assert "A long holiday." in last.text


def test_the_query_and_the_rule_agree(ctx: Flask) -> None:
    team = make_team()
    rows = [make_draft(team), *(make_draft(make_team(team.call)) for _ in range(2))]
    give(rows[1], deadline(team) + HOUR)
    give(rows[1], deadline(team) + 3 * HOUR)
    give(rows[2], deadline(team) + HOUR)
    extend_stage(team.call, 1, deadline(team) + 2 * HOUR, reason={"en": "x"}, actor=SYSTEM, now=NOON)
    on = (CallStage.call_id == Proposal.call_id) & (CallStage.number == Proposal.stage)
    found = dict(db.session.execute(select(Proposal.id, effective_closing()).join(CallStage, on)).all())
    assert found == {row.id: window_for(row).closes_at for row in rows}
    assert len(set(found.values())) == 2


def test_a_stage_is_over_when_it_is_for_the_last(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    over = deadline(team)
    assert is_over_for_all(team.call, 1, over)
    give(proposal, over + HOUR)
    assert not is_over_for_all(team.call, 1, over)
    assert is_over_for_all(team.call, 1, over + HOUR)
    submit(proposal, team)
    assert is_over_for_all(team.call, 1, over)


def test_who_gives_time_and_to_whom(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    late = deadline(team) + HOUR
    for actor in (team.actor, actor_of(make_user(Role.AUDITOR)), actor_of(make_user(Role.REVIEWER))):
        with pytest.raises(Denied):
            give(proposal, late, actor=actor)
    rival = make_team(team.call)
    make_draft(rival)
    officer = actor_of(make_user(Role.OFFICER), rival.organisation)
    with pytest.raises(Denied):
        give(proposal, late, actor=officer)
    with pytest.raises(Invalid):
        give(proposal, deadline(team))
    with pytest.raises(Refused):
        give(make_submission(make_team(team.call)).proposal, late)


@pytest.mark.parametrize("state", ["scored", "invited", "reserve", "awarded"])
def test_a_stage_whose_reviews_are_closed_opens_for_nobody(ctx: Flask, state: str) -> None:
    team = make_team()
    make_submission(team, state=state)
    late = make_draft(make_team(team.call), **CONCEPT)
    later = deadline(team) + HOUR
    with pytest.raises(Refused, match="reviews of this stage are closed"):
        give(late, later)
    with pytest.raises(Refused, match="reviews of this stage are closed"):
        extend_stage(team.call, 1, later, reason={"en": "A storm."}, actor=SYSTEM, now=NOON)


@pytest.mark.parametrize("state", ["eligible", "ineligible", "in_review", "rejected"])
def test_once_somebody_is_decided_on_time_is_given_to_single_teams_only(ctx: Flask, state: str) -> None:
    team = make_team()
    make_submission(team, state=state)
    late = make_draft(make_team(team.call), **CONCEPT)
    with pytest.raises(Refused, match="decided on already"):
        extend_stage(team.call, 1, deadline(team) + HOUR, reason={"en": "A storm."}, actor=SYSTEM, now=NOON)
    give(late, deadline(team) + HOUR)
    assert window_for(late).closes_at == deadline(team) + HOUR
