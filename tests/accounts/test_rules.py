"""What holds of passwords, addresses and networks."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from cop.accounts import rules
from cop.accounts.forms import NewPasswordForm
from cop.kernel.actor import SYSTEM, Actor, Role
from tests.factories import NOON


@given(st.text(max_size=140))
def test_only_length_and_the_list_of_common_ones_decide(password: str) -> None:
    fits = 8 <= len(password) <= 128 and password.casefold() not in rules._common()
    assert (rules.password_problem(password) is None) == fits


@pytest.mark.parametrize("password", ["password", "PassWord1", "12345678", "qwertyuiop"])
def test_common_passwords_are_refused_however_they_are_capitalised(password: str) -> None:
    assert rules.password_problem(password) is not None


def test_every_listed_password_is_long_enough_to_matter() -> None:
    assert len(rules._common()) > 100
    assert all(len(password) >= rules.SHORTEST_PASSWORD for password in rules._common())


@pytest.mark.parametrize("role", Role)
def test_the_secretariat_needs_twelve_and_nobody_else(role: Role) -> None:
    is_refused = rules.password_problem("elevenlette", roles=[role]) is not None
    assert is_refused == (role in {Role.OFFICER, Role.MANAGER, Role.ADMIN})
    assert rules.password_problem("twelveletter", roles=[role]) is None


def test_the_hint_promises_what_the_rule_asks(app: Flask) -> None:
    with app.test_request_context():
        hint = str(NewPasswordForm().password.description)
    for least in (rules.SHORTEST_PASSWORD, rules.SHORTEST_OF_STAFF):
        assert f"{least}" in hint
    assert "reviewers" not in hint


@given(st.emails())
def test_folding_twice_is_folding_once(email: str) -> None:
    folded = rules.folded(f" {email.upper()} ")
    assert rules.folded(folded) == folded


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_its_own_network(address: object) -> None:
    assert rules.network_of(str(address)) == str(address)
    assert rules.network_of(f"::ffff:{address}") == str(address)


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_the_ipv6_addresses_of_a_household_are_one_network(one: int, other: int) -> None:
    def address(host: int) -> str:
        return f"2001:db8::{host >> 48:x}:{host >> 32 & 0xFFFF:x}:{host >> 16 & 0xFFFF:x}:{host & 0xFFFF:x}"

    assert rules.network_of(address(one)) == rules.network_of(address(other)) == "2001:db8::"


def test_an_unknown_kind_of_address_is_kept_as_it_is() -> None:
    assert rules.network_of("") == ""
    assert rules.network_of("unix:") == "unix:"


def test_a_password_is_fresh_for_a_quarter_of_an_hour() -> None:
    assert rules.is_fresh(NOON, NOON + timedelta(minutes=15))
    assert not rules.is_fresh(NOON, NOON + timedelta(minutes=15, milliseconds=1))


@given(st.frozensets(st.sampled_from(Role)), st.booleans(), st.booleans())
def test_where_a_factor_is_needed_everyone_is_a_member_until_it_is_shown(
    roles: frozenset[Role], needs: bool, shown: bool
) -> None:
    in_force = rules.roles_in_force(roles, needs_factor=needs, has_shown_it=shown)
    assert in_force == (roles & {Role.MEMBER} if needs and not shown else roles)


@given(st.frozensets(st.sampled_from(Role)))
def test_only_administrators_manage_people(roles: frozenset[Role]) -> None:
    assert rules.can_manage(Actor(user_id=1, roles=roles)) == (Role.ADMIN in roles)
    assert rules.can_manage(SYSTEM)
