"""What texts mean beside the words that are in them: the nearest units join those that were found, and all are ordered anew."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from tantivy import DocAddress, Query

from cop.core.search.asking import Asked
from cop.core.search.meaning.question import Close, Near
from cop.core.search.ranking import NEAR, RERANKED, Mix, least_closeness, near_enough
from cop.core.search.tantivy_engine import asking
from cop.core.search.tantivy_engine.fields import texts_of
from cop.core.search.tantivy_engine.view import Scored, View

LOOKED_AT = 8 * NEAR
"""Texts, the nearest of all, of which those that fit are taken; where these are few, all that fit are looked at."""
Place = tuple[int, int]


class Joining(NamedTuple):
    """What is `near` a question: the query that finds these units, which of them are left, by their places with their scores by
    words, and how many of those have none of the words. Empty where meaning plays no part.
    """

    near: Near | None
    query: Query
    units: dict[Place, Scored]
    without_words: int


def joining(
    view: View, near: Near | None, by_words: Query, *, allowed: Sequence[Query], narrowed: Sequence[Query]
) -> Joining:
    """The units near enough of those that fit all of `allowed`, and of those that fit all of `narrowed`, which are left."""
    keys = _near_enough(view, near, allowed, narrowed) if near else []
    if not keys:
        return Joining(near, Query.empty_query(), {}, 0)
    query = _of(keys)
    left = view.searcher.search(asking.all_of(query, *narrowed), len(keys), count=False).hits
    worded = view.searcher.search(asking.all_of(by_words, query, *narrowed), len(keys), count=False).hits
    units = {_place(address): (address, 0.0) for _score, address in left}
    units |= {_place(address): (address, score) for score, address in worded}
    return Joining(near, query, units, len(left) - len(worded))


def _near_enough(view: View, near: Near, allowed: Sequence[Query], narrowed: Sequence[Query]) -> list[int]:
    """The keys of texts that are worth showing. How near that is, those tell that are `allowed`."""
    first = near.nearest(LOOKED_AT)
    found = _nearest(view, near, first, allowed)
    least = least_closeness(found.values())
    if len(narrowed) > len(allowed):
        found |= _nearest(view, near, first, narrowed)
    return list(near_enough(found, least))


def _nearest(
    view: View, near: Near, first: dict[int, Close], conditions: Sequence[Query]
) -> dict[int, Close]:
    """The nearest texts of units that fit the conditions, nearest first; `first` are the nearest of all."""
    fitting = (
        view.keys(asking.all_of(_of(list(first)), *conditions), len(first)) if conditions and first else first
    )
    found = [key for key in first if key in fitting][:NEAR]
    if len(found) == NEAR or not conditions:
        return {key: first[key] for key in found}
    return near.nearest(
        NEAR, allowed=view.keys(asking.all_of(Query.all_query(), *conditions), max(view.count, 1))
    )


def _of(keys: Collection[int]) -> Query:
    return Query.const_score_query(asking.one_of("key", map(str, keys)), 1.0)


def mixed(
    view: View, joined: Joining, order: list[Scored], asked: Asked, reader: str
) -> tuple[list[Scored], dict[int, Close]]:
    """(the units found by words, in their `order`, and those that join them, in one order; how near their texts are)."""
    if joined.near is None:
        return order, {}
    units = joined.units | {_place(address): (address, score) for address, score in order[:RERANKED]}
    texts = {place: texts_of(view.row(address)) for place, (address, _score) in units.items()}
    close = joined.near.close([text["key"] for each in texts.values() for text in each.values()])
    named = _named(view, asked, reader, close)
    mix = Mix(
        max((score for _address, score in units.values()), default=0.0), asking.whole(view, asked, reader)
    )

    def score(place: Place) -> float:
        """Of the text that fits best: in the reader's language or near."""
        return max(
            mix.score(
                units[place][1],
                min(named.get(place, 0.0), units[place][1]),
                _closeness(close.get(text["key"])),
                is_own=spoken == reader,
            )
            for spoken, text in texts[place].items()
        )

    first = sorted(((units[place][0], score(place)) for place in units), key=lambda pair: -pair[1])
    least = first[-1][1] if first else 0.0
    rest = [(address, least * mix.share(score)) for address, score in order if _place(address) not in units]
    return first + rest, close


def _named(view: View, asked: Asked, reader: str, keys: Collection[int]) -> dict[Place, float]:
    """What units with these texts score by the labels that the question names whole."""
    queries = asking.named(view, asked, reader)
    if not queries or not keys:
        return {}
    among = asking.all_of(asking.any_of(queries), _of(keys))
    hits = view.searcher.search(among, len(keys), count=False).hits
    return {_place(address): score for score, address in hits}


def _place(address: DocAddress) -> Place:
    return address.segment_ord, address.doc


def _closeness(close: Close | None) -> float:
    return close.closeness if close else 0.0
