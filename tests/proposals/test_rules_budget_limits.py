"""A budget keeps the call's ceilings, brings enough of its own, and asks for a grant that the call makes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.proposals.rules.budget import Line, Totals, totals
from cop.proposals.rules.budget_limits import budget_problem, grant_problem, line_problems, years_of
from tests.calls.shipped import small
from tests.proposals.budgets import BUDGET, make_line


def sums(*lines: Line) -> Totals:
    return totals(lines, BUDGET)


def staff(rate: str | Decimal, funder: str = "grant", *, in_kind: bool = False) -> Line:
    return make_line(rate=Decimal(rate), funder=funder, is_in_kind=in_kind)


@pytest.mark.parametrize(("heading", "percent"), [("indirect", 7), ("reserve", 5)])
def test_a_ceiling_is_a_share_of_direct_costs(heading: str, percent: int) -> None:
    direct = [staff("700"), staff("300", "own")]
    at_the_limit = make_line(heading=heading, rate=Decimal(percent * 10))
    above = make_line(heading=heading, rate=Decimal(percent * 10) + Decimal("0.01"))
    assert budget_problem(BUDGET, sums(*direct, at_the_limit)) is None
    assert budget_problem(BUDGET, sums(*direct, above)) is not None


@pytest.mark.parametrize(("own", "holds"), [("200", True), ("199.99", False)])
def test_the_own_share_is_compared_exactly(own: str, holds: bool) -> None:
    grant = Decimal(1000) - Decimal(own)
    assert (budget_problem(BUDGET, sums(staff(grant), staff(own, "own"))) is None) == holds


def test_gifts_in_kind_count_where_the_call_counts_them() -> None:
    found = sums(staff("800"), staff("200", "own", in_kind=True))
    assert budget_problem(BUDGET, found) is None
    assert budget_problem(BUDGET.model_copy(update={"in_kind_counts": False}), found) is not None


@pytest.mark.parametrize(
    ("grant", "own", "holds"),
    [
        ("1000", "250", True),
        ("999.99", "500", False),
        ("20000", "5000", True),
        ("20000.01", "9000", False),
        ("8000", "1999.99", False),
        ("2000", "8000", True),
        ("2000", "8000.01", False),
    ],
)
def test_the_grant_is_one_that_the_call_makes(grant: str, own: str, holds: bool) -> None:
    assert (grant_problem(small().grant, sums(staff(grant), staff(own, "own"))) is None) == holds


@given(st.decimals(1000, 20_000, places=2), st.decimals(0, 40_000, places=2))
def test_the_share_is_that_of_the_fraction(grant: Decimal, own: Decimal) -> None:
    holds = Decimal("0.2") * (grant + own) <= grant <= Decimal("0.8") * (grant + own)
    assert (grant_problem(small().grant, sums(staff(grant), staff(own, "own"))) is None) == holds


@pytest.mark.parametrize(("months", "years"), [(1, 1), (12, 1), (13, 2), (24, 2), (36, 3)])
def test_a_begun_year_is_a_year(months: int, years: int) -> None:
    assert years_of(months) == years


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"partner_key": "umoja", "funder": "other", "funder_name": "Canton de Vaud", "year": 2}, None),
        ({"funder_name": "", "funder": "own"}, None),
        ({"partner_key": "gone"}, "no longer a partner"),
        ({"funder": "other"}, "name it"),
        ({"year": 3}, "for year"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_by_its_number(given: dict[str, object], said: str | None) -> None:
    lines = [make_line(), make_line(**given)]
    found = list(line_problems(lines, partners={"umoja"}, months=18))
    assert [n for n, _ in found] == ([2] if said else [])
    assert all(said is not None and said in message.key for _, message in found)
