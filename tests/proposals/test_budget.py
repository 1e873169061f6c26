from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.money import Money
from cop.proposals.rules.budget import shares, totals

HEADINGS = ["staff", "travel", "indirect", "contingency"]


@dataclass(frozen=True)
class Line:
    heading: str
    quantity: Decimal
    rate: Decimal
    funder: str = "grant"
    is_in_kind: bool = False


lines = st.lists(
    st.builds(
        Line,
        heading=st.sampled_from(HEADINGS),
        quantity=st.decimals(0, 1000, places=2),
        rate=st.decimals(0, 10_000, places=2),
        funder=st.sampled_from(["grant", "own", "other"]),
        is_in_kind=st.booleans(),
    ),
    max_size=25,
)


def sums(found):
    return totals(found, currency="EUR", headings=HEADINGS, indirect="indirect", contingency="contingency")


@given(lines)
def test_the_parts_are_the_whole_at_every_level(found):
    total = sums(found)
    assert Money.total(total.by_heading.values(), "EUR") == total.total
    assert total.grant + total.own + total.other == total.total
    assert total.direct + total.indirect + total.contingency == total.total
    assert total.in_kind <= total.total


@given(lines)
def test_what_each_pays_of_each_heading_is_the_whole_both_ways(found):
    total, funders = sums(found), ["grant", "own", "other"]
    cells = shares(found, currency="EUR", headings=HEADINGS, funders=funders)
    assert {code: Money.total(parts, "EUR") for code, parts in cells.items()} == total.by_heading
    paid = [Money.total((parts[n] for parts in cells.values()), "EUR") for n in range(3)]
    assert paid == [total.grant, total.own, total.other]


@given(lines)
def test_the_order_of_lines_does_not_matter(found):
    assert sums(found) == sums(list(reversed(found)))


def test_shares_are_of_the_total():
    total = sums(
        [Line("staff", Decimal(10), Decimal(70)), Line("travel", Decimal(1), Decimal(300), funder="own")]
    )
    assert (total.grant_share, total.own_share) == (70, 30)
    assert sums([]).grant_share == 0
