"""Budgets that keep to a call's ceilings: a grant, an own contribution, and nothing that does not add up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from cop.calls.definition.budget import Budget
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.proposals.budget_models import Funder

# Shares of the total: who pays what. Indirect costs and contingency stay well under their ceilings of the direct costs.
GRANT = {"travel": 0.16, "equipment": 0.24, "services": 0.1, "indirect": 0.045, "contingency": 0.02}
OWN_IN_KIND = 0.6
HOME, DOLLARS = "home", "USD"


def budget_of(
    definition: CallDefinition, stage: Stage, texts: Mapping[str, Mapping[str, str]], months: int, rng: Random
) -> list[dict[str, Any]]:
    """Lines for a grant somewhere between the least and the most that the call gives."""
    grant = definition.grant
    asked = float(grant.min) + float(grant.max - grant.min) * rng.uniform(0.2, 0.92)
    least_own = stage.budget.own_contribution if stage.budget else None
    most = min(float(grant.share_max), 100 - float(least_own or 0)) - 3
    total = asked * 100 / rng.uniform(max(most - 12, float(grant.share_min) + 2), most)
    budget = stage.budget
    lines = [
        _line(heading, texts, total * share, 1 if heading in {"indirect", "contingency", "services"} else 4)
        for heading, share in GRANT.items()
    ]
    lines[0] |= {"partner_key": HOME, **_in_dollars(lines[0]["rate"], budget)}
    lines[1] |= {"partner_key": HOME}
    rest = asked - total * sum(GRANT.values())
    lines[:0] = _by_year(_line("human-resources", texts, rest, months), months)
    own = total - asked
    lines.append(_line("human-resources", texts, own * (1 - OWN_IN_KIND), months, funder=Funder.OWN))
    office = _line("local-office", texts, own * OWN_IN_KIND, months, funder=Funder.OWN, is_in_kind=True)
    return [*lines, office | {"partner_key": HOME}]


def _by_year(line: dict[str, Any], months: int) -> list[dict[str, Any]]:
    """A line of so many months, a line each year."""
    years = [min(12, months - begun) for begun in range(0, months, 12)]
    return [line | {"year": n, "quantity": Decimal(count)} for n, count in enumerate(years, 1)]


def _in_dollars(rate: Decimal, budget: Budget | None) -> dict[str, Any]:
    """What a rate is in dollars, in whole ones, where the call takes them."""
    worth = {other.code: other.rate for other in budget.exchange}.get(DOLLARS) if budget else None
    return {"currency": DOLLARS, "rate": max(round(rate / worth), Decimal(1))} if worth else {}


def with_partners(lines: Sequence[dict[str, Any]], keys: Sequence[str]) -> list[dict[str, Any]]:
    """The lines with the key of the partner at home, the first of `keys`, where they are that partner's."""
    home = keys[0] if keys else ""
    return [line | {"partner_key": home if line["partner_key"] == HOME else ""} for line in lines]


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
        "currency": "",
        "year": 1,
        "partner_key": "",
        "funder": funder,
        "funder_name": "",
        "is_in_kind": is_in_kind,
        "key": "",
    }


def sums(lines: list[dict[str, Any]], budget: Budget | None) -> tuple[Decimal, Decimal]:
    """What is asked for, and what all costs."""
    costs = [
        (
            line["quantity"] * line["rate"] * (budget.rate_of(line["currency"]) if budget else 1),
            line["funder"],
        )
        for line in lines
    ]
    asked = sum((cost for cost, funder in costs if funder == Funder.GRANT), Decimal(0))
    return round(asked, 2), round(sum((cost for cost, _ in costs), Decimal(0)), 2)
