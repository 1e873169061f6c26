"""The list of discussions: what its address asks for, and how many there are of each kind.

What lists are narrowed down by is read of every discussion at once: terms are lists, which the two databases would have to be
asked about each in its way, and there are few discussions beside practices.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from cop.core import i18n, web
from cop.core.db import db
from cop.discussions.follow_queries import followed_by
from cop.discussions.models import Discussion
from cop.discussions.queries import visible_to
from cop.discussions.rules import KIND_NAMES, STANDING_NAMES, standing
from cop.kernel.actor import Actor
from cop.kernel.messages import N_, say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import country_name, is_country
from cop.taxonomy.terms import vocabulary

MOST_OPTIONS = 12
Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A question of the filter, with its answers and how many discussions each would leave."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Listed:
    """The numbers of the discussions that the address asks for, the liveliest first, and the filters beside them."""

    ids: list[int]
    facets: list[Facet]
    chips: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    values: Mapping[str, frozenset[str]]


NAMES = {
    "state": N_("State"),
    "form": N_("Kind"),
    "theme": N_("Theme"),
    "country": N_("Country"),
    "language_of": N_("Language"),
}
MINE = "followed"
"""For whoever is signed in: those that they follow."""


def listed(actor: Actor, now: datetime) -> Listed:
    """What the present address asks for."""
    chosen = {name: _asked(name) for name in NAMES}
    rows = list(_rows(actor, now))
    if actor.is_signed_in and request.args.get(MINE):
        followed = followed_by(actor)
        rows = [row for row in rows if row.id in followed]
    facets = [_facet(name, rows, chosen) for name in NAMES]
    return Listed([row.id for row in rows if _fits(row, chosen)], facets, list(_chips(facets)))


def _rows(actor: Actor, now: datetime) -> Iterator[_Row]:
    columns = (
        *(Discussion.id, Discussion.kind, Discussion.language, Discussion.themes, Discussion.countries),
        *(Discussion.opens_on, Discussion.closes_on, Discussion.closed_at),
    )
    statement = visible_to(actor).with_only_columns(*columns)
    for row in db.session.execute(statement.order_by(Discussion.last_at.desc(), Discussion.id.desc())):
        yield _Row(row.id, _values(row, now))


def _values(row: Any, now: datetime) -> dict[str, frozenset[str]]:
    themes = vocabulary("themes")
    own = [themes.resolve(code) for code in row.themes if code in themes]
    return {
        "state": frozenset({standing(row, now)}),
        "form": frozenset({row.kind}),
        "theme": frozenset([*own, *(wide for code in own for wide in themes.broader(code))]),
        "country": frozenset(row.countries),
        "language_of": frozenset({row.language}),
    }


def _fits(row: _Row, chosen: Chosen, *, but: str = "") -> bool:
    return all(row.values[name] & set(values) for name, values in chosen.items() if values and name != but)


def _facet(name: str, rows: Sequence[_Row], chosen: Chosen) -> Facet:
    """Its counts are of what the other facets leave."""
    counts = Counter(value for row in rows if _fits(row, chosen, but=name) for value in row.values[name])
    given = chosen[name]
    values = [*given, *(value for value, _ in counts.most_common() if value not in given)][:MOST_OPTIONS]
    if len(values) < 2 and not given:
        values = []
    options = [Option(value, _LABELS[name](value), counts[value], value in given) for value in values]
    return Facet(name, i18n.sentence(say(NAMES[name])), options)


def _asked(name: str) -> tuple[str, ...]:
    """What the address asks of a facet; what the facet does not know is left out."""
    known = [value for value in request.args.getlist(name) if _IS_KNOWN[name](value)]
    return tuple(dict.fromkeys(known))[:MOST_OPTIONS]


_IS_KNOWN: Mapping[str, Callable[[str], bool]] = {
    "state": lambda value: value in STANDING_NAMES,
    "form": lambda value: value in KIND_NAMES,
    "theme": lambda value: value in vocabulary("themes"),
    "country": is_country,
    "language_of": lambda value: value in LANGUAGES,
}
_LABELS: Mapping[str, Callable[[str], str]] = {
    "state": lambda value: i18n.sentence(say(STANDING_NAMES[value])),
    "form": lambda value: i18n.sentence(say(KIND_NAMES[value])),
    "theme": lambda value: vocabulary("themes").label(value, web.language()),
    "country": lambda value: country_name(value, web.language()),
    "language_of": lambda value: i18n.language_name(value, own=False),
}


def _chips(facets: Iterable[Facet]) -> Iterator[tuple[str, str]]:
    """(what was chosen, this list without it)."""
    for facet in facets:
        for option in facet.options:
            if option.is_chosen:
                yield option.label, _without(facet.name, option.value)


def _without(name: str, value: str) -> str:
    """This very list, less picky by one value, from its first page."""
    left = [pair for pair in request.args.items(multi=True) if pair != (name, value) and pair[0] != "page"]
    return url_for("discussions.discussion_list") + (f"?{urlencode(left)}" if left else "")
