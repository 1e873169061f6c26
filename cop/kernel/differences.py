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
    """How `before` became `after`. What is same and removed joins to the words of `before`, same and added to `after`."""
    old, new = _words(before), _words(after)
    is_long = max(len(old), len(new)) > MOST_COMPARED_WELL
    bare_old, bare_new = ([word.strip() for word in words] for words in (old, new))
    matcher = SequenceMatcher(None, bare_old, bare_new, autojunk=is_long)
    return [change for change in _changes(matcher, old, new) if change.text]


def _words(text: str) -> list[str]:
    """Words with the space that follows them, which does not count as a change."""
    return re.findall(r"\S+\s*", text)


def _changes(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Change]:
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Change("same", "".join(new[c:d]))
        else:
            yield Change("removed", "".join(old[a:b]))
            yield Change("added", "".join(new[c:d]))
