"""Who is of a team, and whose mandate holds."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.actor import Actor, Role
from cop.proposals.rules.team import (
    holds,
    is_of_team,
    is_team,
    speaks_for,
    with_keys,
    without_mandate,
)
from cop.proposals.rules.workflow import WORKFLOW, can_comment, can_see, can_write, is_staff
from cop.proposals.states import ProposalState
from tests.proposals.standing import Standing, member

DRAFT = Standing(ProposalState.DRAFT, organisation_id=1, id=7)
HERE = frozenset({7})
OWNER = Actor(user_id=2, proposals=HERE, writes_in=HERE, owns=HERE)
WRITER = Actor(user_id=3, proposals=HERE, writes_in=HERE)
READER = Actor(user_id=4, proposals=HERE)
STRANGER = Actor(user_id=5, proposals=frozenset({8}), writes_in=frozenset({8}), owns=frozenset({8}))


@pytest.mark.parametrize(
    ("actor", "reads", "writes", "speaks"),
    [
        (member(1), True, True, True),
        (OWNER, True, True, True),
        (WRITER, True, True, False),
        (READER, True, False, False),
        (STRANGER, False, False, False),
        (member(2), False, False, False),
    ],
)
def test_each_role_has_its_rights(actor: Actor, reads: bool, writes: bool, speaks: bool) -> None:
    assert (is_of_team(DRAFT, actor), is_team(DRAFT, actor), speaks_for(DRAFT, actor)) == (
        reads,
        writes,
        speaks,
    )
    assert can_see(actor, DRAFT) == can_comment(actor, DRAFT) == reads
    assert can_write(actor, DRAFT) == writes
    assert (WORKFLOW.why_not("withdraw", DRAFT, actor) is None) == speaks


def test_staff_of_a_partner_is_no_staff_there() -> None:
    officer = Actor(user_id=6, roles=frozenset({Role.OFFICER}), proposals=HERE)
    assert not is_staff(DRAFT, officer)
    assert is_staff(Standing(ProposalState.DRAFT, id=8), officer)


@dataclass(frozen=True)
class Named:
    key: str
    name: str


@dataclass(frozen=True)
class Given:
    partner_key: str
    partner_name: str
    is_confirmed: bool = True


def test_a_mandate_holds_for_the_organisation_that_gave_it() -> None:
    partner = Named("a", "Umoja")
    assert holds(Given("a", "Umoja"), partner)
    assert not holds(Given("a", "Umoja", is_confirmed=False), partner)
    assert not holds(Given("b", "Umoja"), partner)
    assert not holds(Given("a", "Another"), partner)
    assert without_mandate([partner, Named("b", "Amani")], [Given("a", "Umoja")]) == ["Amani"]


@given(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=8))
def test_every_row_of_partners_has_a_key_of_its_own_and_keeps_one_it_has(keys: list[str]) -> None:
    keyed = [row["key"] for row in with_keys([{"key": key} for key in keys], seed="1 1 1")]
    assert len(set(keyed)) == len(keys)
    assert all(keyed)
    assert {key for key in keys if key} <= set(keyed)
    assert [row["key"] for row in with_keys([{"key": key} for key in keyed], seed="1 1 2")] == keyed
