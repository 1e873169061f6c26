"""What may be listed is what may be seen, and lists count right."""

from flask import Flask

from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from cop.proposals.queries import (
    counts_by_state,
    how_far,
    led_in_call,
    proposal_by_id,
    submission_instants,
    submissions_by_country,
    visible_to,
    waiting_for_check,
)
from cop.proposals.rules.workflow import can_see
from cop.proposals.services.submit import withdraw_proposal
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import make_draft, make_full_proposal, make_submission, make_team


def test_the_list_and_the_rule_say_the_same(ctx: Flask) -> None:
    one = make_team()
    other = make_team(one.call)
    rows = [make_draft(one), make_submission(other).proposal]
    db.session.flush()
    readers = [SYSTEM, ANONYMOUS, one.actor, other.actor, *(actor_of(make_user(role)) for role in Role)]
    for actor in readers:
        seen = set(db.session.scalars(visible_to(actor)))
        ruled = {row for row in rows if can_see(actor, row)}
        assert seen == ruled
        for row in rows:
            assert (proposal_by_id(row.id, actor) is row) == (row in ruled)


def test_figures_count_what_is_there(ctx: Flask) -> None:
    team = make_team()
    make_draft(team)
    countries = ["BI", "BI", "RW"]
    for country in countries:
        make_submission(make_team(team.call, country=country))
    db.session.flush()
    call = team.call.id
    assert counts_by_state(call, stage=1) == {"draft": 1, "submitted": 3}
    assert submissions_by_country(call, stage=1) == [("BI", 2), ("RW", 1)]
    assert submission_instants(call, stage=1) == [NOON] * 3
    assert waiting_for_check() == [(team.call, 3)]
    assert submissions_by_country(call, stage=2) == []
    assert how_far(call, stage=1) == (4, 3, 0, 0)


def test_how_far_counts_each_stage_by_itself(ctx: Flask) -> None:
    team = make_team()
    make_full_proposal(team)
    make_submission(make_team(team.call))
    db.session.flush()
    assert how_far(team.call.id, stage=1)[0] == 2
    assert how_far(team.call.id, stage=1)[3] == 1
    assert how_far(team.call.id, stage=2) == (1, 0, 0, 0)


def test_a_withdrawn_proposal_is_not_led(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    assert led_in_call(team.call.id, team.actor) == [proposal]
    withdraw_proposal(proposal, actor=team.actor, now=NOON)
    assert led_in_call(team.call.id, team.actor) == []


def test_a_proposal_that_went_on_was_invited_as_the_first_stage_sees_it(ctx: Flask) -> None:
    team = make_team()
    make_full_proposal(team)
    db.session.flush()
    call = team.call.id
    assert counts_by_state(call, stage=1) == {"invited": 1}
    assert counts_by_state(call, stage=2) == {"draft": 1}
