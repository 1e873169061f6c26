"""A budget with its surroundings: what its lines may say while it is written, and what they say to a reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from cop.calls.definition.budget import Budget
from cop.calls.definition.definition import CallDefinition
from cop.calls.queries import definition_of
from cop.core import web
from cop.kernel.money import Money
from cop.kernel.translated import pick
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.rules.budget import Line, Totals, Written, handed_in, priced, totals
from cop.proposals.rules.budget_limits import years_of


@dataclass(frozen=True, slots=True)
class Frame:
    """What a line may say. `organisations` are those that take part, by the key of the partner, "" being the lead.

    `also` are further names of theirs -> key: of partners that the same file names.
    """

    budget: Budget
    organisations: Mapping[str, str]
    years: Sequence[int]
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def headings(self) -> dict[str, str]:
        return headings_of(self.budget)

    @property
    def currencies(self) -> dict[str, str]:
        """By what a line says: nothing for the call's own."""
        return {"": self.budget.currency} | {other.code: other.code for other in self.budget.exchange}

    def priced(self, lines: Sequence[Written]) -> "Priced":
        return Priced(self.budget, self.organisations, priced(lines, self.budget))


@dataclass(frozen=True, slots=True)
class Priced:
    """A budget to read: its lines with what they cost, and whose they are."""

    budget: Budget
    organisations: Mapping[str, str]
    lines: Sequence[Line]

    @property
    def sums(self) -> Totals:
        return totals(self.lines, self.budget)

    @property
    def has_partners(self) -> bool:
        return any(line.partner_key for line in self.lines)

    @property
    def has_years(self) -> bool:
        return len(self.years) > 1

    @property
    def years(self) -> Sequence[int]:
        """Up to the last that something is planned in."""
        return range(1, max([1, *(line.year for line in self.lines)]) + 1)

    @property
    def rates(self) -> list[Line]:
        """A line for each other currency there is."""
        others = {line.currency: line for line in self.lines if line.currency != self.budget.currency}
        return [others[code] for code in sorted(others)]

    def organisation(self, key: str) -> str:
        return self.organisations.get(key) or _("no longer a partner")

    def under(self, heading: str) -> list[Line]:
        return [line for line in self.lines if line.heading == heading]

    def cost_of(self, **same: Any) -> Money:
        """What the lines cost that say the `same`: a year, a heading, a partner's key, a funder, or several of these at once."""
        costs = (line.cost for line in self.lines if all(getattr(line, name) == same[name] for name in same))
        return Money.total(costs, self.budget.currency)


def headings_of(budget: Budget) -> dict[str, str]:
    """Code -> number and label, in the reader's language."""
    language = web.language()
    return {
        heading.code: f"{heading.number} {pick(heading.label, language)}".strip()
        for heading in budget.headings
    }


def blank_frame(definition: CallDefinition, stage: int) -> Frame | None:
    """What the budget of a proposal may say of which nothing is known yet; None where its stage asks for none."""
    budget = definition.stage(stage).budget
    if budget is None:
        return None
    return Frame(
        budget, {"": _("the lead organisation")}, range(1, years_of(definition.duration_months.max) + 1)
    )


def frame_of(proposal: Proposal, draft: StageDraft) -> Frame | None:
    """What the budget of a draft may say; None where its stage asks for none."""
    frame = blank_frame(definition_of(proposal.call_version), draft.stage)
    if frame is None:
        return None
    organisations = {"": proposal.organisation.name}
    organisations |= {row.key: row.name for row in draft.partners if row.key}
    gone = {line.partner_key for line in draft.budget_lines} - organisations.keys()
    organisations |= {key: _gone(number) for number, key in enumerate(sorted(gone), 1)}
    most = max([*frame.years, *(line.year for line in draft.budget_lines)])
    return Frame(frame.budget, organisations, range(1, most + 1))


def _gone(number: int) -> str:
    """The name of a partner that left. Of several each has its own, for in a sheet a line says by it whose it is."""
    name = _("no longer a partner")
    return name if number == 1 else f"{name} ({number})"


def budget_in(content: Mapping[str, Any], budget: Budget) -> Priced:
    """The budget of a submission, at the rates that held when it was handed in."""
    organisations = {"": content["organisation"]["name"]}
    organisations |= {row["key"]: row["name"] for row in content["partners"] if row.get("key")}
    return Priced(budget, organisations, handed_in(content["budget_lines"], budget.currency))
