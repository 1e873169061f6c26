"""One state of the vectors, and what is near in it.

A vector is kept twice: as 512 signs (64 bytes), which are compared for all passages by counting the bits that differ, and as 512
small numbers, which are read only for the few hundred passages that the signs bring forward.
"""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from cop.core.search.meaning.question import Close

Floats = npt.NDArray[np.float32]
HEAD = np.dtype(
    [
        ("key", "<u8"),
        ("text", "<u8"),
        ("part", "<u2"),
        ("parts", "<u2"),
        ("scale", "<f4"),
        ("signs", "<u8", 8),
    ]
)
"""`part` 0 of a text's `parts` is the mean of its passages. A text of 0 parts is one that was forgotten."""
BROUGHT_FORWARD = 600
"""Passages whose numbers are read."""
MOST_COMPARED, MOST_TEXTS = 400_000, 2_000
"""Past so many passages only those of so many texts are compared, whose wholes are nearest."""
WHOLE = 0.3
"""What the text as a whole counts beside its nearest passage."""


def signs(vectors: Floats) -> npt.NDArray[np.uint64]:
    return np.packbits(vectors > 0, axis=-1).view(np.uint64)


def small(vectors: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """(numbers of one byte, what multiplies each row of them)."""
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / 127
    return np.rint(vectors / scale[:, None]).astype(np.int8), scale


class Rows:
    """Never changes: a text that was written again is another row of the files."""

    def __init__(self, heads: npt.NDArray[np.void], rows: npt.NDArray[np.int8]) -> None:
        live = _newest(heads)
        self.keys: npt.NDArray[np.uint64] = heads["key"][live]  # in order
        self.texts: npt.NDArray[np.uint64] = heads["text"][live]
        self._first, self._parts = live, heads["parts"][live].astype(np.int64)
        self._signs = np.ascontiguousarray(heads["signs"].T)
        self._scale, self._rows = np.ascontiguousarray(heads["scale"]), rows
        self._text_of = np.full(len(heads), -1, dtype=np.int64)
        self._text_of[_spans(self._first, self._parts)] = np.repeat(np.arange(len(live)), self._parts)
        self.alive: npt.NDArray[np.bool_] = self._text_of >= 0

    def nearest(self, question: Floats, allowed: Collection[int] | None, most: int) -> dict[int, Close]:
        """The nearest texts, nearest first; of `allowed` keys only, when they are given."""
        texts = np.arange(len(self.keys))
        if allowed is not None:
            texts = self._places(allowed)
        if self._parts[texts].sum() > MOST_COMPARED:  # so many texts: as wholes first, then by their passages
            texts = np.sort(texts[self._forward(question, self._first[texts], MOST_TEXTS)])
        rows = _spans(self._first[texts], self._parts[texts])
        forward = rows[self._forward(question, rows, BROUGHT_FORWARD)]
        among = np.union1d(forward, self._first[self._text_of[forward]])
        found = self._close(question, among)
        return dict(sorted(found.items(), key=lambda pair: -pair[1].closeness)[:most])

    def _forward(self, question: Floats, rows: npt.NDArray[np.int64], most: int) -> npt.NDArray[np.int64]:
        """Which of `rows` differ least in their signs, by their places among them."""
        if len(rows) <= most:
            return np.arange(len(rows))
        few = len(rows) < self._signs.shape[1] // 2  # else to compare all is quicker than to pick them out
        total = np.zeros(len(rows) if few else self._signs.shape[1], dtype=np.uint16)
        for column, asked in zip(self._signs, signs(question), strict=True):
            total += np.bitwise_count((column[rows] if few else column) ^ asked)
        return np.argpartition(total if few else total[rows], most)[:most]

    def close(self, question: Floats, keys: Collection[int]) -> dict[int, Close]:
        """How near these texts are."""
        places = self._places(keys)
        return self._close(question, _spans(self._first[places], self._parts[places]))

    def _places(self, keys: Collection[int]) -> npt.NDArray[np.int64]:
        """Where these are among the texts, in order; without those of which nothing is known."""
        if not len(self.keys):
            return np.empty(0, dtype=np.int64)
        wanted = np.unique(np.fromiter(keys, dtype=np.uint64, count=len(keys)))
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found: npt.NDArray[np.int64] = places[self.keys[places] == wanted]
        return found

    def _close(self, question: Floats, rows: npt.NDArray[np.int64]) -> dict[int, Close]:
        """The texts of these rows, in order and each with its mean, by their keys."""
        if not len(rows):
            return {}
        cosines = (self._rows[rows].astype(np.float32) @ question) * self._scale[rows]
        texts = self._text_of[rows]
        starts = np.flatnonzero(np.r_[True, texts[1:] != texts[:-1]])
        text = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(rows)]))
        means, passages = cosines[starts], cosines.copy()
        passages[starts] = -2.0  # less than any
        best = np.maximum.reduceat(passages, starts)
        at = np.flatnonzero(passages == best[text])[::-1]
        place = np.zeros(len(starts), dtype=np.int64)
        place[text[at]] = at  # the first of equals is written last
        closeness = (np.where(best < -1.5, means, best) + WHOLE * means) / (1 + WHOLE)
        parts = np.maximum(rows[place] - rows[starts] - 1, 0)
        keys = self.keys[texts[starts]].tolist()
        return {
            key: Close(near, part)
            for key, near, part in zip(keys, closeness.tolist(), parts.tolist(), strict=True)
        }


def _newest(heads: npt.NDArray[np.void]) -> npt.NDArray[np.int64]:
    """Where the newest rows of each text begin, in the order of their keys; without what was forgotten or is not whole."""
    starts = np.flatnonzero(heads["part"] == 0)
    starts = starts[starts + np.maximum(heads["parts"][starts].astype(np.int64), 1) <= len(heads)]
    _keys, last = np.unique(heads["key"][starts][::-1], return_index=True)
    newest = starts[::-1][last]
    return newest[heads["parts"][newest] > 0]


def _spans(first: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers first, first + 1, … of each span, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(first - before, lengths) + np.arange(lengths.sum())
