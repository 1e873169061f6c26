"""What changed between two texts, word by word, as a person reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_COMPARED_WELL = 2_000
"""Words. Beyond it frequent words are no anchors any more, which keeps the worst text from taking minutes."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: `same`, `added` or `removed`."""

    kind: str
    text: str


def word_changes(before: str, after: str) -> list[Change]:
    """How `before` became `after`. What is same and removed joins to `before`, what is same and added to `after`."""
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > MOST_COMPARED_WELL)
    return [change for change in _changes(matcher, old, new) if change.text]


def _words(text: str) -> list[str]:
    """Words with the space that follows them, so that joined they are the text."""
    return re.findall(r"\s+|\S+\s*", text)


def _changes(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Change]:
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Change("same", "".join(old[a:b]))
        else:
            yield Change("removed", "".join(old[a:b]))
            yield Change("added", "".join(new[c:d]))
