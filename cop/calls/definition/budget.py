"""The headings of a budget and the ceilings on them."""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from cop.calls.definition.texts import Code, Currency, Part, Percent, Rate, Text

HeadingKind = Literal["direct", "indirect", "contingency"]


class Heading(Part):
    """A heading that budget lines are put under. `number` is how the form of the donor numbers it.

    `ceiling` is the most that its lines may come to, as a percentage of all direct costs.
    """

    code: Code
    number: str = Field(default="", max_length=10)
    label: Text
    help: Text | None = None
    kind: HeadingKind = "direct"
    ceiling: Percent | None = None


class Exchange(Part):
    """A currency that lines may be in besides the call's: one unit of it is `rate` units of the call's, for everybody."""

    code: Currency
    rate: Rate


class Budget(Part):
    """The rules of a budget. `own_contribution` is the least share of the total cost that others than the grant pay."""

    currency: Currency
    exchange: tuple[Exchange, ...] = ()
    headings: tuple[Heading, ...]
    own_contribution: Percent | None = None
    in_kind_counts: bool = True

    def heading(self, code: str) -> Heading:
        """The heading named `code`; KeyError when there is none."""
        for heading in self.headings:
            if heading.code == code:
                return heading
        raise KeyError(code)

    def rate_of(self, currency: str) -> Decimal:
        """What one unit of `currency` is in the call's, which "" names too; KeyError for one that lines cannot be in."""
        if currency in ("", self.currency):
            return Decimal(1)
        for exchange in self.exchange:
            if exchange.code == currency:
                return exchange.rate
        raise KeyError(currency)

    def of_kind(self, kind: HeadingKind) -> Heading | None:
        """The heading of a kind that a budget has once: `indirect`, `contingency`."""
        return next((heading for heading in self.headings if heading.kind == kind), None)

    @property
    def indirect_ceiling(self) -> Decimal | None:
        """In per cent of direct costs."""
        heading = self.of_kind("indirect")
        return heading.ceiling if heading else None

    @property
    def contingency_ceiling(self) -> Decimal | None:
        """In per cent of direct costs."""
        heading = self.of_kind("contingency")
        return heading.ceiling if heading else None
