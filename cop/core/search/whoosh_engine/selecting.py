"""Which documents a query may find, narrows to and counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cop.core.search.analysis import analysed_as
from cop.core.search.asking import Asked
from cop.core.search.kept import hit
from cop.core.search.meaning.question import Close, Near
from cop.core.search.port import Hit, Order, Query
from cop.core.search.whoosh_engine import bits, meaning
from cop.core.search.whoosh_engine.fields import AUDIENCE, SPOKEN
from cop.core.search.whoosh_engine.scoring import ranked, with_phrase
from cop.core.search.whoosh_engine.view import View


def audience(view: View, audiences: Sequence[str]) -> int:
    sets = view.facets().get(AUDIENCE, {})
    found = 0
    for audience in audiences:
        found |= sets.get(audience, 0)
    return found & view.alive


def in_language(view: View, spoken: str) -> int:
    return view.facets().get(SPOKEN, {}).get(spoken, 0)


def required(view: View, asked: Asked) -> int:
    """Documents that have every phrase and nothing excluded."""
    found = view.alive
    for phrase in asked.phrases:
        found &= with_phrase(view, phrase)
    for words in asked.excluded:
        found &= ~with_phrase(view, words)
    return found


def filters(view: View, query: Query) -> dict[str, int]:
    """Facet -> the set that its chosen values leave."""
    chosen = {}
    for name, values in query.filters.items():
        if values:
            sets = view.facets().get(name, {})
            chosen[name] = 0
            for value in values:
                chosen[name] |= sets.get(value, 0)
    return chosen


def narrowed(found: int, sets: Iterable[int]) -> int:
    for one in sets:
        found &= one
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """Document -> score, one of each group, best first; the set of all found `by_words`; how near some are."""

    scores: dict[int, float]
    by_words: int
    near: dict[int, Close]

    def hit(self, view: View, number: int, asked: Asked, language: str) -> Hit:
        nearest = self.near[number].passage if number in self.near else None
        return hit(view.kept(number), self.scores[number], asked, language, nearest=nearest)


def in_order(
    view: View, query: Query, asked: Asked, allowed: int, chosen: dict[str, int], near: Near | None
) -> Found:
    """Those of `allowed` that were asked for, whatever is `chosen` of them; where no word ranks, the latest first."""
    reader = analysed_as(query.language)
    if not asked.words:
        is_everything = asked.excluded or not query.text.strip()
        numbers = first(view, bits.members(allowed, view.size), query.order) if is_everything else []
        return Found(dict.fromkeys(one_each(view, numbers, reader), 0.0), 0, {})
    scores = dict(ranked(view, asked, reader=reader, allowed=allowed))
    left = narrowed(allowed, chosen.values())
    close = meaning.close(view, near, scores, allowed, left, reader=reader) if near else {}
    best = meaning.mixed(view, asked, scores, close, reader=reader) if close else scores
    numbers = list(best) if query.order == Order.RELEVANCE else first(view, best, query.order)
    shown = {number: best[number] for number in one_each(view, numbers, reader)}
    return Found(shown, bits.of(scores, view.size), close)


def first(view: View, numbers: Iterable[int], order: Order) -> list[int]:
    """The latest first, or the best proven and of those the latest."""
    dates, levels = view.dates(), view.levels() if order == Order.LEVEL else ()
    if order == Order.LEVEL:
        return sorted(numbers, key=lambda number: (levels[number], dates[number], -number), reverse=True)
    return sorted(numbers, key=lambda number: (dates[number], -number), reverse=True)


def one_each(view: View, numbers: Iterable[int], reader: str) -> list[int]:
    """One document of each group, in the order of their best: the one in the reader's language if it is among them."""
    groups, own = view.groups(), view.spoken(reader)
    shown: dict[bytes, int] = {}
    for number in numbers:
        if own[number] or groups[number] not in shown:
            shown[groups[number]] = number
    return list(shown.values())


def counts(view: View, found: int, chosen: dict[str, int]) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each facet its values and what each would leave, the other filters applied."""
    counts = {}
    for name, sets in view.facets().items():
        if name.startswith("_"):
            continue
        base = narrowed(found, (one for other, one in chosen.items() if other != name))
        pairs = [(value, (base & one).bit_count()) for value, one in sets.items()]
        counts[name] = tuple(sorted(((v, n) for v, n in pairs if n), key=lambda pair: (-pair[1], pair[0])))
    return counts
