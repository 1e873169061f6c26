"""The headings of a budget and the ceilings on them."""

from typing import Literal

from pydantic import Field

from cop.calls.definition.texts import Code, Currency, Part, Percent, Text

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


class Budget(Part):
    """The rules of a budget. `own_contribution` is the least share of the total cost that others than the grant pay."""

    currency: Currency
    headings: tuple[Heading, ...]
    own_contribution: Percent | None = None
    in_kind_counts: bool = True

    def heading(self, code: str) -> Heading:
        """The heading named `code`; KeyError when there is none."""
        for heading in self.headings:
            if heading.code == code:
                return heading
        raise KeyError(code)

    def ceiling_of(self, kind: HeadingKind) -> Percent | None:
        """The ceiling on the first heading of this kind, in per cent of direct costs."""
        return next((heading.ceiling for heading in self.headings if heading.kind == kind), None)
