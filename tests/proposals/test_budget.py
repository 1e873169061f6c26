"""Budget arithmetic is exact: at every level the parts are the whole, in whatever currency the lines are."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.money import Money
from cop.proposals.rules.budget import (
    FUNDERS,
    Line,
    Totals,
    frozen_line,
    handed_in,
    line_cost,
    priced,
    summed,
    totals,
)
from cop.proposals.rules.budget_sheet import SheetLine
from tests.proposals.budgets import BUDGET, IN_THREE, make_line, written

lines = st.lists(written(), max_size=25)
LEVELS: list[Callable[[Line], object]] = [
    lambda line: line.heading,
    lambda line: line.year,
    lambda line: line.partner_key,
    lambda line: line.funder,
    lambda line: line.is_in_kind,
    lambda line: line.currency,
    lambda line: (line.heading, line.partner_key, line.year, line.funder, line.is_in_kind),
]


def sums(found: list[SheetLine]) -> Totals:
    return totals(priced(found, IN_THREE), IN_THREE)


@given(lines)
def test_the_parts_are_the_whole_at_every_level(found: list[SheetLine]) -> None:
    total = sums(found)
    for parts in (total.by_heading, total.by_funder):
        assert Money.total(parts.values(), "EUR") == total.total
    assert total.grant + total.own + total.other == total.total
    assert total.direct + total.indirect + total.contingency == total.total


@given(lines, st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_parts_of_parts_are_the_parts(found: list[SheetLine], outer: Callable, inner: Callable) -> None:  # type: ignore[type-arg]
    costed = priced(found, IN_THREE)
    cells = summed(costed, "EUR", lambda line: (outer(line), inner(line)))
    for key, whole in summed(costed, "EUR", outer).items():
        assert Money.total((money for (k, _), money in cells.items() if k == key), "EUR") == whole


@given(lines)
def test_the_order_of_lines_does_not_matter(found: list[SheetLine]) -> None:
    assert sums(found) == sums(list(reversed(found)))


@given(lines)
def test_what_is_frozen_costs_the_same_whatever_the_rates_become(found: list[SheetLine]) -> None:
    costed = priced(found, IN_THREE)
    rows = [
        {**{name: getattr(line, name) for name in SheetLine.__slots__}, **frozen_line(cost)}
        for line, cost in zip(found, costed, strict=True)
    ]
    plain = [{**row, "quantity": str(row["quantity"]), "rate": str(row["rate"])} for row in rows]
    assert handed_in(plain, "EUR") == costed


def test_what_was_handed_in_before_lines_had_currencies_is_in_the_call_s() -> None:
    old = {"heading": "staff", "description": "Wages", "unit": "month", "quantity": "2.00", "rate": "10.50"}
    [line] = handed_in([{**old, "funder": "own", "is_in_kind": True}], "EUR")
    assert (line.cost, line.year, line.partner_key, line.funder_name) == (
        Money(Decimal(21), "EUR"),
        1,
        "",
        "",
    )


@pytest.mark.parametrize(
    ("quantity", "rate", "exchange", "cost"),
    [
        ("3", "0.335", "1", "1.01"),  # half a cent goes up
        ("1", "1.005", "1", "1.01"),
        ("1", "1.0049", "1", "1.00"),
        ("12", "250000", "0.00068", "2040.00"),
        ("0.5", "0.01", "0.92", "0.00"),
    ],
)
def test_a_line_is_rounded_once_half_up(quantity: str, rate: str, exchange: str, cost: str) -> None:
    assert line_cost(Decimal(quantity), Decimal(rate), Decimal(exchange), "EUR").amount == Decimal(cost)


@given(written(currency=st.just("USD")))
def test_another_currency_is_worth_what_the_call_says(line: SheetLine) -> None:
    [dollars] = priced([line], IN_THREE)
    assert dollars.cost == Money(line.quantity * line.rate * Decimal("0.92"), "EUR")
    assert (dollars.currency, priced([replace(line, currency="")], IN_THREE)[0].currency) == ("USD", "EUR")


def test_a_currency_that_the_call_does_not_take_has_no_worth() -> None:
    assert BUDGET.rate_of("EUR") == BUDGET.rate_of("") == 1
    with pytest.raises(KeyError):
        BUDGET.rate_of("USD")


def test_shares_are_of_the_total() -> None:
    found = totals([make_line(rate=Decimal(700)), make_line(rate=Decimal(300), funder="own")], BUDGET)
    assert (found.grant_share, found.own_share) == (70, 30)
    assert totals([], BUDGET).grant_share == 0
    assert [funder for funder, _ in found.by_funder] == [FUNDERS[0], FUNDERS[1]]
