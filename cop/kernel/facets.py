"""What a list is narrowed down by: rows with values, what fits what a reader chose, how much each further choice would leave.

Values of one facet widen, facets narrow. The count beside a value is what choosing it would show, so values of a facet in which
something is chosen already are counted as if nothing were.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Chosen = Mapping[str, tuple[str, ...]]
"""Facet -> the values picked of it, none meaning any; every facet there is has its place."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet and how many rows it would show."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """As a page asks it; one without options would not narrow anything."""

    name: str
    label: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Faceted:
    """The number of one row, and what it has of each facet, broader terms among them."""

    id: int
    values: Mapping[str, frozenset[str]] = field(hash=False)


def narrowed(rows: Iterable[Faceted], chosen: Chosen) -> list[Faceted]:
    """The rows that have one of the values chosen in every facet."""
    return [row for row in rows if _fits(row, chosen)]


def counted(rows: Sequence[Faceted], chosen: Chosen) -> dict[str, Counter[str]]:
    """Facet -> value -> how many have it among those that fit in every other facet."""
    return {
        name: Counter(
            value for row in rows if _fits(row, chosen, but=name) for value in sorted(row.values[name])
        )
        for name in chosen
    }


def _fits(row: Faceted, chosen: Chosen, *, but: str = "") -> bool:
    return all(
        not values or name == but or row.values[name].intersection(values) for name, values in chosen.items()
    )
