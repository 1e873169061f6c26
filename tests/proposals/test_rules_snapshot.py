"""What a snapshot holds is said in any language years later, and one changed letter shows."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.money import Money
from cop.proposals.rules.snapshot import content_sha256, frozen, proposal_number, receipt_number, thawed

money = st.builds(Money, st.decimals(0, 1_000_000, places=2), st.just("EUR"))


@given(st.one_of(money, st.decimals(0, 100, places=2), st.integers(), st.none(), st.text()))
def test_a_parameter_comes_back_through_json_as_it_was(value: object) -> None:
    again = thawed(json.loads(json.dumps(frozen(value))))
    assert (again, type(again)) == (value, type(value))


@given(st.dictionaries(st.text(), st.text()), st.text(min_size=1))
def test_a_digest_knows_one_letter_and_not_the_order(content: dict[str, str], more: str) -> None:
    turned = dict(reversed(content.items()))
    assert content_sha256(turned) == content_sha256(content)
    assert content_sha256({**content, "x": content.get("x", "") + more}) != content_sha256(content)


@pytest.mark.parametrize(
    ("call", "number"),
    [
        ("mida-great-lakes-2026", "MGL-2026-0007"),
        ("jmdi-2026", "JMDI-2026-0007"),
        ("w-mida", "WM-0007"),
        ("p--q", "PQ-0007"),
        ("wells-", "WELLS-0007"),
    ],
)
def test_numbers_are_short_and_name_the_call(call: str, number: str) -> None:
    assert proposal_number(call, 7) == number
    receipt = receipt_number(number, stage=1, sha256="a" * 64)
    assert receipt.startswith(f"{number}-1-")


codes = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)


@given(codes, codes, st.integers(1, 20_000), st.integers(1, 20_000))
def test_a_series_of_its_own_is_nobody_elses(one: str, other: str, serial: int, later: int) -> None:
    assert proposal_number(one, serial, series=2) != proposal_number(other, later)
    assert proposal_number(one, serial, series=2) != proposal_number(one, later, series=3)


def test_amounts_stay_exact() -> None:
    assert frozen(Money(Decimal("0.1"), "EUR")) == {"amount": "0.10", "currency": "EUR"}
