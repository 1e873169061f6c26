"""The passage of a text that shows why it was found, cut from the text as it was written."""

from collections.abc import Collection

from cop.core.search.analysis import Token, analyse
from cop.core.search.port import Fragment

LENGTH = 240  # characters
LOOKED_AT = 20_000  # characters: a hit further down is not worth the reader's wait
LEAD = 60  # characters of context before the first hit


def snippet(text: str, language: str, terms: Collection[str]) -> tuple[Fragment, ...]:
    """About LENGTH characters of `text` where most of `terms` meet, hits marked; without any, its beginning."""
    tokens = analyse(text[:LOOKED_AT], language)
    hits = [token for token in tokens if token.term in terms]
    start, end = _whole_words(tokens, _best_start(hits), len(text))
    shown = [hit for hit in hits if start <= hit.start and hit.end <= end]
    return _fragments(text, start, end, shown)


def _best_start(hits: list[Token]) -> int:
    """Where the window with the most different terms begins; the earliest of equals."""
    best, most = 0, 0
    for number, hit in enumerate(hits):
        inside = {
            other.term for other in hits[number : number + 40] if other.end <= hit.start + LENGTH - LEAD
        }
        if len(inside) > most:
            best, most = hit.start, len(inside)
    return best - LEAD if best > LEAD else 0


def _whole_words(tokens: list[Token], start: int, length: int) -> tuple[int, int]:
    """`start` and an end LENGTH later, moved so that no word is cut."""
    if start:
        start = next((token.start for token in tokens if token.start >= start), start)
    if start + LENGTH >= length:
        return start, length
    end = max((token.end for token in tokens if start < token.end <= start + LENGTH), default=start + LENGTH)
    return start, end


def _fragments(text: str, start: int, end: int, hits: list[Token]) -> tuple[Fragment, ...]:
    fragments = [Fragment("… ")] if start else []
    position = start
    for hit in hits:
        if hit.start > position:
            fragments.append(Fragment(text[position : hit.start]))
        fragments.append(Fragment(text[hit.start : hit.end], is_hit=True))
        position = hit.end
    tail = text[position:end] + (" …" if end < len(text) else "")
    return (*fragments, Fragment(tail)) if tail else tuple(fragments)
