"""What texts mean beside the words that are in them: the nearest units join those that were found, and all are ordered anew."""

from collections.abc import Sequence
from typing import NamedTuple

from tantivy import DocAddress, Query

from cop.core.search.asking import Asked
from cop.core.search.meaning.question import Close, Near
from cop.core.search.ranking import NEAR, RERANKED, Mix, least_closeness
from cop.core.search.tantivy_engine import asking
from cop.core.search.tantivy_engine.fields import schema, texts_of
from cop.core.search.tantivy_engine.view import Scored, View

LOOKED_AT = 4 * NEAR
"""Texts, the nearest of all, of which those that may be seen are taken."""
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
    """The units of those that fit all of `allowed` that are near enough; left are those that fit all of `narrowed`."""
    keys = _near_enough(view, near, allowed) if near else []
    if not keys:
        return Joining(None, Query.empty_query(), {}, 0)
    query = _of(keys)
    left = view.searcher.search(asking.all_of(query, *narrowed), LOOKED_AT, count=False).hits
    worded = view.searcher.search(asking.all_of(by_words, query, *narrowed), LOOKED_AT, count=False).hits
    units = {_place(address): (address, 0.0) for _score, address in left}
    units |= {_place(address): (address, score) for score, address in worded}
    return Joining(near, query, units, len(left) - len(worded))


def _near_enough(view: View, near: Near, allowed: Sequence[Query]) -> list[int]:
    """The keys of texts that are worth showing."""
    close = near.nearest(LOOKED_AT)
    each = [Query.boost_query(_one(key), max(one.closeness, 0.0)) for key, one in close.items()]
    if not each:
        return []
    among = asking.all_of(Query.disjunction_max_query(each), *allowed)
    found = [score for score, _address in view.searcher.search(among, NEAR, count=False).hits]
    last = found[-1] - 1e-6 if len(found) == NEAR else 0.0  # tantivy's numbers are shorter than ours
    least = max(least_closeness(found), last)
    return [key for key, one in close.items() if one.closeness >= least]


def _one(key: int) -> Query:
    return Query.const_score_query(Query.term_query(schema(), "key", str(key), "basic"), 1.0)


def _of(keys: Sequence[int]) -> Query:
    return Query.const_score_query(asking.one_of("key", map(str, keys)), 1.0)


def mixed(
    view: View, joined: Joining, order: list[Scored], asked: Asked, reader: str
) -> tuple[list[Scored], dict[int, Close]]:
    """(the units found by words, in their `order`, and those that join them, in one order; how near their texts are)."""
    if joined.near is None:
        return order, {}
    units = joined.units | {_place(address): (address, score) for address, score in order[:RERANKED]}
    texts = {place: texts_of(view.row(address)) for place, (address, _score) in units.items()}
    close = joined.near.close(text["key"] for each in texts.values() for text in each.values())
    mix = Mix(
        max((score for _address, score in units.values()), default=0.0), asking.whole(view, asked, reader)
    )

    def score(place: Place) -> float:
        """Of the text that fits best: in the reader's language or near."""
        return max(
            mix.score(units[place][1], _closeness(close.get(text["key"])), is_own=spoken == reader)
            for spoken, text in texts[place].items()
        )

    first = sorted(((units[place][0], score(place)) for place in units), key=lambda pair: -pair[1])
    least = first[-1][1] if first else 0.0
    rest = [(address, least * mix.share(score)) for address, score in order if _place(address) not in units]
    return first + rest, close


def _place(address: DocAddress) -> Place:
    return address.segment_ord, address.doc


def _closeness(close: Close | None) -> float:
    return close.closeness if close else 0.0
