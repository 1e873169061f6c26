"""The secretariat's lists hold what their filters say, on both databases."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from cop.calls.queries import definition_of, version_in_force
from cop.core.db import db
from cop.kernel.actor import Role
from cop.proposals.lists.filters import SORTED_BY, Filter
from cop.proposals.lists.queries import counts_of, listed, marked_ids, matching_ids
from cop.proposals.rules.workflow import state_in_stage
from tests.factories import make_user
from tests.proposals.making import (
    CONCEPT,
    Team,
    make_draft,
    make_full_proposal,
    make_submission,
    make_team,
    submit,
)


def rows(team: Team, **chosen: Any) -> list[Any]:
    wanted = Filter(**chosen)
    definition = definition_of(version_in_force(team.call))
    found = list(db.session.execute(listed(team.call.id, wanted, definition)))
    assert sorted(row.id for row in found) == sorted(matching_ids(team.call.id, wanted, definition))
    return found


@pytest.mark.parametrize("sort", [*SORTED_BY, "-requested"])
def test_every_order_holds_every_proposal(ctx: Flask, sort: str) -> None:
    team = make_team()
    draft = make_draft(team)
    submission = make_submission(make_team(team.call))
    db.session.flush()
    assert {(row.number, row.submitted_at) for row in rows(team, sort=sort)} == {
        (draft.number, None),
        (submission.proposal.number, submission.submitted_at),
    }
    assert rows(team, sort=sort, stage=2) == []


def test_each_filter_narrows(ctx: Flask) -> None:
    team = make_team(name="Umoja_net", country="BI", kind="diaspora")
    draft = make_draft(team, title="A draft")
    other = make_team(team.call, name="Wellspring")
    proposal = make_draft(other, **{**CONCEPT, "title": "100% water", "theme": "health", "grant": "15000"})
    submit(proposal, other)
    db.session.flush()
    found = {
        draft.id: [
            {"state": ("draft",)},
            {"country": ("BI", "NO")},
            {"kind": ("diaspora",)},
            {"q": "umoja_N"},
        ],
        proposal.id: [
            {"state": ("submitted",)},
            {"theme": ("health",)},
            {"least": Decimal(15000)},
            {"most": Decimal(15000)},
            {"q": "0% w"},
            {"q": proposal.number.lower()},
            {"documents": "without"},
        ],
    }
    for number, choices in found.items():
        for chosen in choices:
            assert [row.id for row in rows(team, **chosen)] == [number], chosen
    for chosen in ({"theme": ("rights",)}, {"written": ("fr",)}, {"q": "a%e"}, {"documents": "with"}):
        assert rows(team, **chosen) == []
    assert len(rows(team, written=("en", "fr"))) == 2


def test_columns_that_cost_are_read_when_they_are_shown(ctx: Flask) -> None:
    team = make_team()
    make_submission(team)
    db.session.flush()
    (row,) = rows(team, column=("themes", "documents"))
    assert (row.themes, row.documents) == ("rights", [])
    assert "themes" not in rows(team)[0]._fields


def test_a_proposal_that_went_on_was_invited_as_the_first_stage_sees_it(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    db.session.flush()
    for stage, state, found in ((1, "invited", [proposal.id]), (1, "draft", []), (2, "draft", [proposal.id])):
        listed_now = rows(team, stage=stage, state=(state,))
        assert [row.id for row in listed_now] == found
        assert all(state_in_stage(row, stage).value == state for row in listed_now)
    assert counts_of(team.call.id, stage=1).state == {"invited": 1}


def test_only_proposals_of_the_call_can_be_marked(ctx: Flask) -> None:
    team = make_team()
    ours = make_draft(team)
    make_user(Role.OFFICER)
    db.session.flush()
    assert marked_ids(team.call.id, 1, [ours.id, 10**6]) == [ours.id]
    assert marked_ids(team.call.id, 2, [ours.id]) == []
    assert marked_ids(team.call.id + 1, 1, [ours.id]) == []
