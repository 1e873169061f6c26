"""Who may do what for an organisation."""

from hypothesis import given
from hypothesis import strategies as st

from cop.directory import rules
from cop.directory.roles import MemberRole
from cop.kernel.actor import ANONYMOUS, STAFF, SYSTEM, Actor, Role

roles = st.frozensets(st.sampled_from(Role))
member_roles = st.none() | st.sampled_from(MemberRole)


@given(roles, member_roles)
def test_owners_and_administrators_edit(held: frozenset[Role], role: MemberRole | None) -> None:
    actor = Actor(user_id=1, roles=held)
    assert rules.can_edit(actor, role=role) == (role == MemberRole.OWNER or Role.ADMIN in held)


@given(roles, st.frozensets(st.integers(1, 5)))
def test_people_are_seen_by_their_own_and_by_staff(held: frozenset[Role], own: frozenset[int]) -> None:
    actor = Actor(user_id=1, roles=held, organisations=own)
    expected = 3 in own or bool(held & (STAFF | {Role.AUDITOR}))
    assert rules.can_see_members(actor, organisation_id=3) == expected


def test_nobody_sees_and_edits_nothing_and_the_system_all() -> None:
    assert not rules.can_see_members(ANONYMOUS, organisation_id=1)
    assert not rules.can_edit(ANONYMOUS, role=None)
    assert rules.can_see_members(SYSTEM, organisation_id=1)
    assert rules.can_edit(SYSTEM, role=None)


@given(st.dictionaries(st.integers(1, 99), st.sampled_from(MemberRole)))
def test_a_reader_writes_for_nobody(held: dict[int, MemberRole]) -> None:
    writes = rules.writes_for(held)
    assert writes <= held.keys()
    assert all((held[number] == MemberRole.READER) == (number not in writes) for number in held)


@given(st.lists(st.sampled_from(MemberRole)))
def test_without_an_owner_nobody_can_hand_over(held: list[MemberRole]) -> None:
    assert rules.leaves_owner(held) == (MemberRole.OWNER in held)
