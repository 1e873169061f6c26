"""A budget as pictures: who pays for what, and who pays for whom."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from cop.core import i18n
from cop.core.charts.bars import Stack, stacked_bars
from cop.core.charts.figure import Figure
from cop.kernel.money import Money
from cop.proposals.budget_reading import Priced, headings_of
from cop.proposals.rules.budget import Line, summed
from cop.proposals.words import FUNDER_NAMES


def heading_bars(priced: Priced) -> Figure:
    """A bar for each heading that costs something, in parts by who pays."""
    return _bars(priced, headings_of(priced.budget), lambda line: line.heading, _("Heading"))


def partner_bars(priced: Priced) -> Figure:
    """The same for each organisation that has lines."""
    keys = [*priced.organisations, *(line.partner_key for line in priced.lines)]
    names = {key: priced.organisation(key) for key in keys}
    return _bars(priced, names, lambda line: line.partner_key, _("Organisation"))


def _bars(priced: Priced, names: Mapping[str, str], by: Callable[[Line], str], column: str) -> Figure:
    currency, total, bars = priced.budget.currency, priced.sums.total, []
    paid = summed(priced.lines, currency, lambda line: (by(line), line.funder))
    for code, name in names.items():
        parts = [paid.get((code, funder), Money.zero(currency)) for funder in FUNDER_NAMES]
        whole = Money.total(parts, currency)
        if whole.amount:
            percent = i18n.percent(whole.share_of(total))
            share = _("%(amount)s, %(percent)s", amount=i18n.money(whole), percent=percent)
            texts = tuple(i18n.money(part) for part in parts)
            bars.append(Stack(name, tuple(float(part.amount) for part in parts), texts, share))
    return stacked_bars(
        bars,
        series=[str(name) for name in FUNDER_NAMES.values()],
        columns=(column, _("Total")),
        rtl=i18n.text_direction() == "rtl",
    )
