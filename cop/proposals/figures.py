"""A budget as a picture."""

from collections.abc import Iterable

from flask_babel import gettext as _

from cop.calls.definition.budget import Budget
from cop.core import i18n, web
from cop.core.charts.bars import Stack, stacked_bars
from cop.core.charts.figure import Figure
from cop.kernel.money import Money
from cop.kernel.translated import pick
from cop.proposals.forms import FUNDER_NAMES
from cop.proposals.rules.budget import Line, shares


def budget_bars(lines: Iterable[Line], budget: Budget) -> Figure:
    """A bar for each heading that costs something, in parts by who pays."""
    found = shares(
        lines,
        currency=budget.currency,
        headings=[heading.code for heading in budget.headings],
        funders=list(FUNDER_NAMES),
    )
    bars = []
    for code, parts in found.items():
        whole, heading = Money.total(parts, budget.currency), budget.heading(code)
        if whole.amount:
            label = f"{heading.number} {pick(heading.label, web.language())}".strip()
            texts = tuple(i18n.money(part) for part in parts)
            bars.append(Stack(label, tuple(float(part.amount) for part in parts), texts, i18n.money(whole)))
    return stacked_bars(
        bars,
        series=[str(name) for name in FUNDER_NAMES.values()],
        columns=(_("Heading"), _("Total")),
        rtl=i18n.text_direction() == "rtl",
    )
