"""The list of discussions: what its address asks for, and how many there are of each kind.

What lists are narrowed down by is read of every discussion at once: terms are lists, which the two databases would have to be
asked about each in its way, and there are few discussions beside practices.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
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
from cop.kernel.facets import Facet, Faceted, Option, counted, narrowed
from cop.kernel.messages import N_, say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import country_name, is_country
from cop.taxonomy.terms import vocabulary

MOST_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """The numbers of the discussions that the address asks for, the liveliest first, and the filters beside them."""

    ids: list[int]
    facets: list[Facet]
    chips: list[tuple[str, str]]


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
    counts = counted(rows, chosen)
    facets = [_facet(name, counts[name], chosen[name]) for name in NAMES]
    return Listed([row.id for row in narrowed(rows, chosen)], facets, list(_chips(facets)))


def _rows(actor: Actor, now: datetime) -> Iterator[Faceted]:
    columns = (
        *(Discussion.id, Discussion.kind, Discussion.language, Discussion.themes, Discussion.countries),
        *(Discussion.opens_on, Discussion.closes_on, Discussion.closed_at),
    )
    statement = visible_to(actor).with_only_columns(*columns)
    for row in db.session.execute(statement.order_by(Discussion.last_at.desc(), Discussion.id.desc())):
        yield Faceted(row.id, _values(row, now))


def _values(row: Any, now: datetime) -> dict[str, frozenset[str]]:
    return {
        "state": frozenset({standing(row, now)}),
        "form": frozenset({row.kind}),
        "theme": frozenset(vocabulary("themes").with_broader(row.themes)),
        "country": frozenset(row.countries),
        "language_of": frozenset({row.language}),
    }


def _facet(name: str, counts: Counter[str], chosen: tuple[str, ...]) -> Facet:
    label = i18n.sentence(say(NAMES[name]))
    values = [*chosen, *(value for value, _ in counts.most_common() if value not in chosen)][:MOST_OPTIONS]
    if len(values) < 2 and not chosen:
        return Facet(name, label)
    options = (Option(value, _LABELS[name](value), counts[value], value in chosen) for value in values)
    return Facet(name, label, tuple(options))


def _asked(name: str) -> tuple[str, ...]:
    """What the address asks of a facet; what the facet does not know is left out."""
    known = [_now(name, value) for value in request.args.getlist(name) if _IS_KNOWN[name](value)]
    return tuple(dict.fromkeys(known))[:MOST_OPTIONS]


def _now(name: str, value: str) -> str:
    """An address from before a merge asks for what stands for its theme now."""
    return vocabulary("themes").resolve(value) if name == "theme" else value


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
    left = [
        (other, asked)
        for other, asked in request.args.items(multi=True)
        if other != "page" and (other, _now(other, asked)) != (name, value)
    ]
    return url_for("discussions.discussion_list") + (f"?{urlencode(left)}" if left else "")
