"""Budgets that keep to a call's ceilings: a grant, an own contribution, and nothing that does not add up."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.proposals.models import Funder

# Shares of the total: who pays what. Indirect costs and contingency stay well under their ceilings of the direct costs.
GRANT = {"travel": 0.16, "equipment": 0.24, "services": 0.1, "indirect": 0.045, "contingency": 0.02}
OWN_IN_KIND = 0.6


def budget_of(
    definition: CallDefinition, stage: Stage, texts: Mapping[str, Mapping[str, str]], months: int, rng: Random
) -> list[dict[str, Any]]:
    """Lines for a grant somewhere between the least and the most that the call gives."""
    grant = definition.grant
    asked = float(grant.min) + float(grant.max - grant.min) * rng.uniform(0.2, 0.92)
    least_own = stage.budget.own_contribution if stage.budget else None
    most = min(float(grant.share_max), 100 - float(least_own or 0)) - 3
    total = asked * 100 / rng.uniform(max(most - 12, float(grant.share_min) + 2), most)
    lines = [
        _line(heading, texts, total * share, 1 if heading in {"indirect", "contingency", "services"} else 4)
        for heading, share in GRANT.items()
    ]
    rest = asked - total * sum(GRANT.values())
    lines.insert(0, _line("human-resources", texts, rest, months))
    own = total - asked
    lines.append(_line("human-resources", texts, own * (1 - OWN_IN_KIND), months, funder=Funder.OWN))
    lines.append(_line("local-office", texts, own * OWN_IN_KIND, months, funder=Funder.OWN, is_in_kind=True))
    return lines


def _line(
    heading: str,
    texts: Mapping[str, Mapping[str, str]],
    amount: float,
    quantity: int,
    *,
    funder: Funder = Funder.GRANT,
    is_in_kind: bool = False,
) -> dict[str, Any]:
    """A line of `quantity` units whose rate is a whole number of tens where that is possible."""
    rate = max(round(amount / quantity, -1 if amount / quantity > 100 else 0), 1)
    return {
        "heading": heading,
        "description": texts[heading]["description"],
        "unit": texts[heading]["unit"],
        "quantity": Decimal(quantity),
        "rate": Decimal(int(rate)),
        "funder": funder,
        "is_in_kind": is_in_kind,
    }


def sums(lines: list[dict[str, Any]]) -> tuple[Decimal, Decimal]:
    """What is asked for, and what all costs."""
    costs = [(line["quantity"] * line["rate"], line["funder"]) for line in lines]
    return sum((c for c, f in costs if f == Funder.GRANT), Decimal(0)), sum((c for c, _ in costs), Decimal(0))
