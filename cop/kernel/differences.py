"""What changed between two texts, word by word, as a person reads it."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

MOST_COMPARED = 1_000
"""Words, or paragraphs: comparing takes up to the cube of their number, and this many a tenth of a second."""


Run = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: `same`, `added` or `removed`."""

    kind: str
    text: str


def word_changes(before: str, after: str) -> list[Change]:
    """How `before` became `after`. What is same and removed joins to the words of `before`, same and added to `after`."""
    old, new = _words(before), _words(after)
    found = _by_words(old, new) if _is_short(old, new) else _between_ends(old, new)
    return [change for change in found if change.text]


def _words(text: str) -> list[str]:
    """Words with the space that follows them, which does not count as a change."""
    return re.findall(r"\S+\s*", text)


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.strip() for word in words)


def _is_short(*sides: Sequence[object]) -> bool:
    return max(map(len, sides)) <= MOST_COMPARED


def _by_words(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for kind, a, b, c, d in _runs(_bare(old), _bare(new)):
        yield from _same(new[c:d]) if kind == "equal" else _replaced(old[a:b], new[c:d])


def _between_ends(old: list[str], new: list[str]) -> Iterator[Change]:
    """A long text: only what lies between the ends that are the same."""
    start = _alike(_bare(old), _bare(new))
    end = _alike(_bare(old[start:])[::-1], _bare(new[start:])[::-1])
    mine, theirs = old[start : len(old) - end], new[start : len(new) - end]
    yield from _same(new[:start])
    yield from _by_words(mine, theirs) if _is_short(mine, theirs) else _by_paragraphs(mine, theirs)
    yield from _same(new[len(new) - end :])


def _by_paragraphs(old: list[str], new: list[str]) -> Iterator[Change]:
    """Word by word only in paragraphs that differ, and where they are short enough."""
    mine, theirs = _paragraphs(old), _paragraphs(new)
    if not _is_short(mine, theirs):
        yield from _replaced(old, new)
        return
    for kind, a, b, c, d in _runs([_bare(p) for p in mine], [_bare(p) for p in theirs]):
        left, right = [*chain(*mine[a:b])], [*chain(*theirs[c:d])]
        if kind == "equal":
            yield from _same(right)
        else:
            yield from _by_words(left, right) if _is_short(left, right) else _replaced(left, right)


def _runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> Sequence[Run]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """With how many equal words both begin."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (left, right) in pairs if left != right), min(len(old), len(new)))


def _paragraphs(words: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for word in words:
        found[-1].append(word)
        if "\n" in word:
            found.append([])
    return found


def _same(words: Sequence[str]) -> Iterator[Change]:
    yield Change("same", "".join(words))


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    yield Change("removed", "".join(old))
    yield Change("added", "".join(new))
