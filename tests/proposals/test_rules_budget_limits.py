"""A budget keeps the call's ceilings, brings enough of its own, and asks for a grant that the call makes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.proposals.rules.budget import Totals, budget_problem, grant_problem, totals
from tests.calls.shipped import small
from tests.proposals.test_budget import Line

BUDGET = small().stage(2).budget
assert BUDGET
CODES = [heading.code for heading in BUDGET.headings]


def sums(*lines: Line) -> Totals:
    return totals(lines, currency="EUR", headings=CODES, indirect="indirect", contingency="reserve")


def staff(rate: str | Decimal, funder: str = "grant", *, in_kind: bool = False) -> Line:
    return Line("staff", Decimal(1), Decimal(rate), funder, in_kind)


@pytest.mark.parametrize(("heading", "percent"), [("indirect", 7), ("reserve", 5)])
def test_a_ceiling_is_a_share_of_direct_costs(heading: str, percent: int) -> None:
    direct = [staff("700"), staff("300", "own")]
    at_the_limit = Line(heading, Decimal(1), Decimal(percent * 10))
    above = Line(heading, Decimal(1), Decimal(percent * 10) + Decimal("0.01"))
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
