"""Did you mean: the known word that is a slip or two away from an unknown one.

Instead of a table of every word with letters left out (SymSpell; tens of megabytes in each process, made again after each
save), the known words are sifted by length and by which letters they have, and the few that remain are measured.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Known(NamedTuple):
    """A word of the index: folded for comparing, as written for showing."""

    folded: str
    written: str


def slips_allowed(word: str) -> int:
    """How many slips to forgive in a folded word: none under 4 letters, 2 from 8."""
    if len(word) < 4 or not word.isalpha():
        return 0
    return 2 if len(word) >= 8 else 1


class Speller:
    """Known words by length, each with a bit for each letter it has."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_length: defaultdict[int, list[tuple[int, Known]]] = defaultdict(list)
        for word in known:
            self._by_length[len(word.folded)].append((_letters(word.folded), word))

    def near(self, word: str) -> list[tuple[int, Known]]:
        """The known words within reach of a folded `word`, each with its slips. Itself is not among them."""
        allowed = slips_allowed(word)
        if not allowed:
            return []
        letters = _letters(word)
        found = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for others, known in self._by_length.get(length, ()):
                # one slip changes at most two letters of the set
                if (letters ^ others).bit_count() <= 2 * allowed:
                    slips = distance(word, known.folded, most=allowed)
                    if 0 < slips <= allowed:
                        found.append((slips, known))
        return found


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def distance(one: str, other: str, *, most: int) -> int:
    """Slips between two words: a letter added, dropped, changed, or two swapped. Anything over `most` is `most + 1`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, across in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != across))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == across:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
