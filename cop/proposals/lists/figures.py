"""What the proposals of a list have in common, as bars with their tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from cop.core import i18n, web
from cop.core.charts.bars import Bar, bar_chart
from cop.core.charts.figure import Figure
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary


def figures_of(rows: Sequence[Any], themes: Mapping[str, str]) -> list[tuple[str, Figure]]:
    """(title, bars) by each thing that is known of `rows` (queries.facts_of); a proposal may have several themes."""
    language, kinds = web.language(), vocabulary("organisation_types")
    found = [
        (
            _("By country of the lead"),
            _counted((row.country for row in rows), lambda c: country_name(c, language)),
        ),
        (
            _("By type of organisation"),
            _counted((row.kind for row in rows), lambda code: kinds.label(code, language)),
        ),
        (
            _("By language"),
            _counted((row.language for row in rows), lambda code: i18n.language_name(code, own=False)),
        ),
    ]
    if themes:
        chosen = (code for row in rows for code in themes_in(row.themes))
        found.insert(1, (_("By theme"), _counted(chosen, lambda code: themes.get(code, code))))
    if people := people_in(rows):
        found.append((_("Women and men in the teams"), people))
    return found


def themes_in(answer: Any) -> list[str]:
    """The answer to the question about themes as a list, however many may be chosen."""
    return answer if isinstance(answer, list) else [answer] if answer else []


def _counted(codes: Iterable[str], name_of: Callable[[str], str]) -> Figure:
    """A bar for each code, the most frequent first."""
    return _bars([(name_of(code), count) for code, count in Counter(codes).most_common()], _("Proposals"))


def people_in(rows: Sequence[Any]) -> Figure | None:
    """How many women and men are in the teams, as far as the call asks; None where it does not, or nobody has answered."""
    told = {_("Women"): [row.women for row in rows], _("Men"): [row.men for row in rows]}
    sums = [
        (name, sum(int(float(answer)) for answer in answers if answer not in (None, "")))
        for name, answers in told.items()
        if any(answer is not None for answer in answers)
    ]
    return _bars(sums, _("People")) if any(count for _name, count in sums) else None


def _bars(counts: Sequence[tuple[str, int]], counted: str) -> Figure:
    bars = [Bar(name, count, i18n.number(count)) for name, count in counts]
    return bar_chart(bars, columns=(_("What"), counted), rtl=i18n.text_direction() == "rtl")
