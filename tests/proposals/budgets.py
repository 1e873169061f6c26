"""Budget lines, for tests of what is worked out of them."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from cop.calls.definition.budget import Budget, Exchange
from cop.kernel.money import Money
from cop.proposals.rules.budget import Line, line_cost
from cop.proposals.rules.budget_sheet import SheetLine
from tests.calls.shipped import small

BUDGET = small().stage(2).budget
assert BUDGET
IN_THREE = BUDGET.model_copy(
    update={
        "exchange": (
            Exchange(code="USD", rate=Decimal("0.92")),
            Exchange(code="RWF", rate=Decimal("0.00068")),
        )
    }
)
"""The small call's budget, whose lines may be in two other currencies too."""


def make_line(**given: Any) -> Line:
    """A line of the lead's staff for 1,000 euros, paid by the grant."""
    plain: dict[str, Any] = {
        "heading": "staff",
        "description": "Wages",
        "unit": "month",
        "quantity": Decimal(1),
        "rate": Decimal(1000),
        "currency": "EUR",
        "exchange": Decimal(1),
        "year": 1,
        "partner_key": "",
        "funder": "grant",
        "funder_name": "",
        "is_in_kind": False,
        **given,
    }
    cost: Money = line_cost(plain["quantity"], plain["rate"], plain["exchange"], "EUR")
    return Line(**plain, cost=cost)


def written(budget: Budget = IN_THREE, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[SheetLine]:
    """A line as somebody may write it under `budget`."""
    plain: dict[str, st.SearchStrategy[Any]] = {
        "heading": st.sampled_from([heading.code for heading in budget.headings]),
        "description": st.just("Wages"),
        "unit": st.just("month"),
        "quantity": st.decimals(0, 1000, places=2),
        "rate": st.decimals(0, 10_000, places=2),
        "currency": st.sampled_from(["", *(other.code for other in budget.exchange)]),
        "year": st.integers(1, 3),
        "partner_key": st.sampled_from(["", "umoja", "amani"]),
        "funder": st.sampled_from(["grant", "own", "other"]),
        "funder_name": st.sampled_from(["", "Canton de Vaud"]),
        "is_in_kind": st.booleans(),
    }
    return st.builds(SheetLine, **{**plain, **given})
