"""The passage of a text that shows why it was found, cut from the text as it was written."""

from collections.abc import Collection
from typing import NamedTuple

from cop.core.search.analysis import analyse_word, words, words_beginning
from cop.core.search.port import Fragment

LENGTH = 240  # characters
LOOKED_AT = 20_000  # characters: a hit further down is not worth the reader's wait
LEAD = 60  # characters of context before the first hit


class Place(NamedTuple):
    """`text[start:end]` is a word that was asked for, as `term`."""

    start: int
    end: int
    term: str


def snippet(text: str, language: str, terms: Collection[str]) -> tuple[Fragment, ...]:
    """About LENGTH characters of `text` where most of `terms` meet, hits marked; without any, its beginning."""
    hits = _places(text[:LOOKED_AT], language, terms) if terms else []
    start, end = _whole_words(text, _best_start(hits))
    shown = [hit for hit in hits if start <= hit.start and hit.end <= end]
    return _fragments(text, start, end, shown)


def _places(text: str, language: str, terms: Collection[str]) -> list[Place]:
    found = []
    for start, end in words_beginning(text, frozenset(term[0] for term in terms)):
        term, _stop = analyse_word(text[start:end], language)
        if term in terms:
            found.append(Place(start, end, term))
    return found


def _best_start(hits: list[Place]) -> int:
    """Where the window with the most different terms begins; the earliest of equals."""
    best, most = 0, 0
    for number, hit in enumerate(hits):
        inside = {
            other.term for other in hits[number : number + 40] if other.end <= hit.start + LENGTH - LEAD
        }
        if len(inside) > most:
            best, most = hit.start, len(inside)
    return best - LEAD if best > LEAD else 0


def _whole_words(text: str, start: int) -> tuple[int, int]:
    """`start` and an end LENGTH later, moved so that no word is cut."""
    before = max(start - LEAD, 0)
    after = text[before : start + LENGTH + LEAD]
    near = [(before + one, before + other) for one, other in words(after)]
    if start:
        start = next((one for one, _other in near if one >= start), start)
    if start + LENGTH >= len(text):
        return start, len(text)
    end = max((other for _one, other in near if start < other <= start + LENGTH), default=start + LENGTH)
    return start, end


def _fragments(text: str, start: int, end: int, hits: list[Place]) -> tuple[Fragment, ...]:
    fragments = [Fragment("… ")] if start else []
    position = start
    for hit in hits:
        if hit.start > position:
            fragments.append(Fragment(text[position : hit.start]))
        fragments.append(Fragment(text[hit.start : hit.end], is_hit=True))
        position = hit.end
    tail = text[position:end] + (" …" if end < len(text) else "")
    return (*fragments, Fragment(tail)) if tail else tuple(fragments)
