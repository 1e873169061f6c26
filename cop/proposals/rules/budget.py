"""Budget arithmetic: exact, in the call's currency. Every total is the sum of its rounded lines, so parts make the whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from cop.calls.definition.budget import Budget
from cop.kernel.money import Money

FUNDERS = ("grant", "own", "other")
"""Who pays a line: the grant, the line's own organisation, or another funder, who is named."""
K = TypeVar("K")


class Written(Protocol):
    """A budget line as a draft or a sheet holds it: `quantity` × `rate` in `currency`, "" for the call's own."""

    @property
    def heading(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def quantity(self) -> Decimal: ...
    @property
    def rate(self) -> Decimal: ...
    @property
    def currency(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def partner_key(self) -> str: ...
    @property
    def funder(self) -> str: ...
    @property
    def funder_name(self) -> str: ...
    @property
    def is_in_kind(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what it costs in the call's currency: one unit of `currency` is `exchange` units of that.

    `partner_key` is "" for the lead; `funder_name` says who `other` is.
    """

    heading: str
    description: str
    unit: str
    quantity: Decimal
    rate: Decimal
    currency: str
    exchange: Decimal
    year: int
    partner_key: str
    funder: str
    funder_name: str
    is_in_kind: bool
    cost: Money


def line_cost(quantity: Decimal, rate: Decimal, exchange: Decimal, currency: str) -> Money:
    """quantity × rate × exchange, rounded once: half up to the cent of the call's `currency`."""
    return Money(quantity * rate * exchange, currency)


def priced(lines: Iterable[Written], budget: Budget) -> list[Line]:
    """Lines that are being written, at the call's rates."""
    return [_priced(line, budget) for line in lines]


def _priced(line: Written, budget: Budget) -> Line:
    exchange = budget.rate_of(line.currency)
    return Line(
        heading=line.heading,
        description=line.description,
        unit=line.unit,
        quantity=line.quantity,
        rate=line.rate,
        currency=line.currency or budget.currency,
        exchange=exchange,
        year=line.year,
        partner_key=line.partner_key,
        funder=line.funder,
        funder_name=line.funder_name,
        is_in_kind=line.is_in_kind,
        cost=line_cost(line.quantity, line.rate, exchange, budget.currency),
    )


def frozen_line(line: Line) -> dict[str, str]:
    """What a submission says of a line's money besides what was written: the currency by name, and the rate that held."""
    return {"currency": line.currency, "exchange": f"{line.exchange:f}"}


def handed_in(rows: Iterable[Mapping[str, Any]], currency: str) -> list[Line]:
    """Lines as a submission froze them, at the rates that held then; older ones have the call's `currency` alone."""
    return [_handed_in(row, currency) for row in rows]


def _handed_in(row: Mapping[str, Any], currency: str) -> Line:
    quantity, rate = Decimal(row["quantity"]), Decimal(row["rate"])
    exchange = Decimal(row.get("exchange", "1"))
    return Line(
        heading=row["heading"],
        description=row["description"],
        unit=row["unit"],
        quantity=quantity,
        rate=rate,
        currency=row.get("currency", currency),
        exchange=exchange,
        year=row.get("year", 1),
        partner_key=row.get("partner_key", ""),
        funder=row["funder"],
        funder_name=row.get("funder_name", ""),
        is_in_kind=row["is_in_kind"],
        cost=line_cost(quantity, rate, exchange, currency),
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a budget. `grant` is what is asked for; `own` and `other` are contributions; `total` is all three.

    `direct` leaves out indirect costs and contingency, whose ceilings are percentages of it (EuropeAid budget, row 7).
    `by_funder` has each other funder by name.
    """

    currency: str
    by_heading: dict[str, Money]
    by_funder: dict[tuple[str, str], Money]
    direct: Money
    indirect: Money
    contingency: Money
    grant: Money
    own: Money
    other: Money
    in_kind: Money
    total: Money

    @property
    def grant_share(self) -> Decimal:
        """The grant as a percentage of the total."""
        return self.grant.share_of(self.total)

    @property
    def own_share(self) -> Decimal:
        """The own contribution as a percentage of the total."""
        return self.own.share_of(self.total)


def totals(lines: Sequence[Line], budget: Budget) -> Totals:
    """The sums of `lines` under the headings of `budget`, in the definition's order."""
    currency = budget.currency
    kinds = {heading.code: heading.kind for heading in budget.headings}
    by_heading = summed(lines, currency, lambda line: line.heading)
    by_kind = summed(lines, currency, lambda line: kinds.get(line.heading, "direct"))
    by_payer = summed(lines, currency, lambda line: line.funder)
    by_funder = summed(lines, currency, lambda line: (line.funder, line.funder_name))
    zero = Money.zero(currency)
    return Totals(
        currency=currency,
        by_heading={code: by_heading.get(code, zero) for code in kinds},
        by_funder=dict(sorted(by_funder.items(), key=lambda pair: FUNDERS.index(pair[0][0]))),
        direct=by_kind.get("direct", zero),
        indirect=by_kind.get("indirect", zero),
        contingency=by_kind.get("contingency", zero),
        grant=by_payer.get("grant", zero),
        own=by_payer.get("own", zero),
        other=by_payer.get("other", zero),
        in_kind=Money.total((line.cost for line in lines if line.is_in_kind), currency),
        total=Money.total((line.cost for line in lines), currency),
    )


def summed(lines: Iterable[Line], currency: str, by: Callable[[Line], K]) -> dict[K, Money]:
    """What the lines cost that have the same `by`; all of them together are the whole."""
    sums: dict[K, Money] = {}
    for line in lines:
        sums[by(line)] = sums.get(by(line), Money.zero(currency)) + line.cost
    return sums
