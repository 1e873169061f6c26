"""A practice in pictures: what it changed, and where."""

from dataclasses import replace

from flask_babel import gettext as _

from cop.articles.reading import Reading
from cop.articles.telling import ToldRow
from cop.core.charts.effects import Effect, effect_bars
from cop.core.charts.figure import Figure
from cop.core.charts.map import Place, dot_map
from cop.kernel.translated import direction
from cop.taxonomy.countries import country_name
from cop.taxonomy.geo import centroid

RADIUS = 7
MOST_WAYS = 12
"""More lines than these would be a net that shows nothing."""


def effects_of(results: list[ToldRow], language: str) -> Figure:
    """The effects that the author sees, as bars from the middle; all else that is known of them is in the table."""
    items = [
        Effect(
            str(row.indicator),
            int(row.facts["effect"]),
            str(row.effect),
            tuple(
                str(row.answers[code].says) if code in row.answers else "–"
                for code in ("dimension", "source")
            ),
        )
        for row in results
        if row.facts.get("effect") and row.indicator
    ]
    columns = (_("Indicator"), _("Effect"), _("Dimension"), _("Source"))
    return effect_bars(items, columns=columns, rtl=direction(language) == "rtl")


def map_of(reading: Reading) -> Figure:
    """Countries of origin and of destination, with the ways between them."""
    origins = _countries(reading, reading.article.countries_of_origin, _("country of origin"), "place")
    ends = _countries(
        reading, reading.article.countries_of_destination, _("country of destination"), "hollow"
    )
    ways = [(origin, end) for origin in origins for end in ends]
    figure = dot_map(
        [*origins, *ends],
        columns=(_("Country"), _("Its part")),
        radius=RADIUS,
        ways=ways if len(ways) <= MOST_WAYS else [],
        rtl=direction(reading.wanted) == "rtl",
    )
    if not (origins and ends):
        return figure
    legend = (("place", _("Countries of origin")), ("hollow", _("Countries of destination")))
    return replace(figure, legend=legend)


def _countries(reading: Reading, codes: list[str], part: str, kind: str) -> list[Place]:
    return [
        Place(country_name(code, reading.wanted), *spot, 1, part, kind)
        for code in codes
        if (spot := centroid(code))
    ]
