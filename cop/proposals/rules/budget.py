"""Budget arithmetic: exact, in the call's currency. Every total is the sum of its rounded lines, so parts make the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from cop.calls.definition.budget import Budget
from cop.calls.definition.definition import Grant
from cop.kernel.messages import N_, Message, say
from cop.kernel.money import Money


class Line(Protocol):
    """A budget line as a draft or a submission holds it."""

    @property
    def heading(self) -> str: ...
    @property
    def quantity(self) -> Decimal: ...
    @property
    def rate(self) -> Decimal: ...
    @property
    def funder(self) -> str: ...
    @property
    def is_in_kind(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a budget. `grant` is what is asked for; `own` and `other` are contributions; `total` is all three.

    `direct` leaves out indirect costs and contingency, whose ceilings are percentages of it (EuropeAid budget, row 7).
    """

    currency: str
    by_heading: dict[str, Money]
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


def line_cost(line: Line, currency: str) -> Money:
    """quantity × rate, rounded half up to the cent."""
    return Money(line.quantity * line.rate, currency)


def totals(
    lines: Iterable[Line], *, currency: str, headings: Sequence[str], indirect: str, contingency: str
) -> Totals:
    """The sums of `lines`; `headings` in the definition's order, of which `indirect` and `contingency` have ceilings."""
    costed = [(line, line_cost(line, currency)) for line in lines]

    def total_of(picked: Iterable[tuple[Line, Money]]) -> Money:
        return Money.total((cost for _line, cost in picked), currency)

    by_heading = {code: total_of(pair for pair in costed if pair[0].heading == code) for code in headings}
    return Totals(
        currency=currency,
        by_heading=by_heading,
        direct=total_of(pair for pair in costed if pair[0].heading not in {indirect, contingency}),
        indirect=total_of(pair for pair in costed if pair[0].heading == indirect),
        contingency=total_of(pair for pair in costed if pair[0].heading == contingency),
        grant=total_of(pair for pair in costed if pair[0].funder == "grant"),
        own=total_of(pair for pair in costed if pair[0].funder == "own"),
        other=total_of(pair for pair in costed if pair[0].funder == "other"),
        in_kind=total_of(pair for pair in costed if pair[0].is_in_kind),
        total=total_of(costed),
    )


def shares(
    lines: Iterable[Line], *, currency: str, headings: Sequence[str], funders: Sequence[str]
) -> dict[str, tuple[Money, ...]]:
    """What each of `funders` pays of each of `headings`, which together are the whole."""
    costed = [(line.heading, line.funder, line_cost(line, currency)) for line in lines]

    def paid(heading: str, funder: str) -> Money:
        return Money.total((cost for h, f, cost in costed if (h, f) == (heading, funder)), currency)

    return {heading: tuple(paid(heading, funder) for funder in funders) for heading in headings}


def budget_problem(budget: Budget, sums: Totals) -> Message | None:
    """Why a budget breaks the call's ceilings (EuropeAid: shares of all direct costs) or brings too little of its own."""
    for heading in budget.headings:
        spent = sums.by_heading[heading.code]
        if heading.ceiling is not None and spent.amount * 100 > sums.direct.amount * heading.ceiling:
            words = N_("Heading %(number)s may come to at most %(most)s %% of the direct costs.")
            return say(words, number=heading.number or heading.code, most=heading.ceiling)
    brought = sums.total - sums.grant
    counted = brought if budget.in_kind_counts else brought - sums.in_kind
    least = budget.own_contribution
    if least is not None and counted.amount * 100 < sums.total.amount * least:
        return say(N_("The own contribution must be at least %(least)s %% of the total."), least=least)
    return None


def grant_problem(grant: Grant, sums: Totals) -> Message | None:
    """Why the grant that a budget asks for is not one that the call makes: its amount, or its share of the total."""
    asked = sums.grant
    if not grant.min <= asked.amount <= grant.max:
        least, most = Money(grant.min, sums.currency), Money(grant.max, sums.currency)
        words = N_("The grant comes to %(asked)s; it must be from %(least)s to %(most)s.")
        return say(words, asked=asked, least=least, most=most)
    share = asked.amount * 100
    if not sums.total.amount * grant.share_min <= share <= sums.total.amount * grant.share_max:
        words = N_("The grant must pay from %(least)s %% to %(most)s %% of the total.")
        return say(words, least=grant.share_min, most=grant.share_max)
    return None
