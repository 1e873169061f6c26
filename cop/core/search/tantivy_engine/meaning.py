"""What texts mean beside the words that are in them: the nearest units join those that were found, and all are ordered anew."""

from collections.abc import Sequence
from typing import NamedTuple

from tantivy import DocAddress, Query

from cop.core.search.asking import Asked
from cop.core.search.meaning.question import Close, Near
from cop.core.search.ranking import NEAR, RERANKED, Mix, least_closeness
from cop.core.search.tantivy_engine import asking
from cop.core.search.tantivy_engine.fields import texts_of
from cop.core.search.tantivy_engine.view import Scored, View

LOOKED_AT = 4 * NEAR
"""Texts, the nearest of all, of which those that may be seen are taken."""
Place = tuple[int, int]


class Joining(NamedTuple):
    """The units that are near enough, by their places with their scores by words, and how many of them have none."""

    units: dict[Place, Scored]
    without_words: int


def near_enough(view: View, near: Near, allowed: Sequence[Query]) -> Query | None:
    """The query for units that are near enough to the question, among those that fit all of `allowed`."""
    close = near.nearest(LOOKED_AT)
    if not close:
        return None
    each = [Query.boost_query(_of([key]), max(one.closeness, 0.0)) for key, one in close.items()]
    among = asking.all_of(Query.disjunction_max_query(each), *allowed)
    found = [score for score, _address in view.searcher.search(among, NEAR, count=False).hits]
    least = max(least_closeness(found), found[-1] - 1e-6 if len(found) == NEAR else 0.0)
    keys = [key for key, one in close.items() if one.closeness >= least]
    return _of(keys) if found and keys else None


def _of(keys: Sequence[int]) -> Query:
    return Query.const_score_query(asking.one_of("key", map(str, keys)), 1.0)


def joining(view: View, near: Query, by_words: Query, narrowed: Sequence[Query]) -> Joining:
    """Which units of `near` fit all of `narrowed`."""
    every = view.searcher.search(asking.all_of(near, *narrowed), LOOKED_AT, count=False).hits
    worded = view.searcher.search(asking.all_of(by_words, near, *narrowed), LOOKED_AT, count=False).hits
    units = {_place(address): (address, 0.0) for _score, address in every}
    units |= {_place(address): (address, score) for score, address in worded}
    return Joining(units, len(every) - len(worded))


def mixed(
    view: View, near: Near, order: list[Scored], joined: Joining, asked: Asked, reader: str
) -> tuple[list[Scored], dict[int, Close]]:
    """(the units found by words, in their `order`, and those that join them, in one order; how near their texts are)."""
    units = joined.units | {_place(address): (address, score) for address, score in order[:RERANKED]}
    texts = {place: texts_of(view.row(address)) for place, (address, _score) in units.items()}
    close = near.close(text["key"] for each in texts.values() for text in each.values())
    mix = Mix(
        max((score for _address, score in units.values()), default=0.0), asking.whole(view, asked, reader)
    )

    def score(place: Place) -> float:
        nearest = max(
            (close[t["key"]].closeness for t in texts[place].values() if t["key"] in close), default=0.0
        )
        by_words = units[place][1]
        as_other = mix.score(by_words, nearest, is_own=False)
        return (
            max(as_other, mix.score(by_words, nearest, is_own=True)) if reader in texts[place] else as_other
        )

    first = sorted(((units[place][0], score(place)) for place in units), key=lambda pair: -pair[1])
    least = first[-1][1] if first else 0.0
    rest = [(address, least * mix.share(score)) for address, score in order if _place(address) not in units]
    return first + rest, close


def _place(address: DocAddress) -> Place:
    return address.segment_ord, address.doc
