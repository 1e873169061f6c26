"""The shelf: what of the library has the features that a reader chose, and how much each further choice would leave.

Values of one facet widen, facets narrow. The count beside a value is what choosing it would show, so values of a facet in which
something is chosen already are counted as if nothing were.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

FACETS = ("kind", "theme", "country", "language_of", "year")
"""The names of the facets, as the address has them; `language_of` is what the document is in."""
Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Shelved:
    """One resource: what it has of each facet, broader terms among them."""

    id: int
    published_at: datetime
    values: Mapping[str, frozenset[str]] = field(hash=False)


def fits(one: Shelved, chosen: Chosen, *, but: str = "") -> bool:
    """Whether it has one of the values chosen in every facet, facet `but` aside."""
    return all(
        not values or name == but or one.values[name].intersection(values) for name, values in chosen.items()
    )


def narrowed(shelf: Iterable[Shelved], chosen: Chosen) -> list[Shelved]:
    return [one for one in shelf if fits(one, chosen)]


def counted(shelf: Sequence[Shelved], chosen: Chosen) -> dict[str, Counter[str]]:
    """Facet -> value -> how many have it among those that fit in every other facet."""
    return {
        name: Counter(
            value for one in shelf if fits(one, chosen, but=name) for value in sorted(one.values[name])
        )
        for name in FACETS
    }
