"""What texts mean, beside an index of their words: kept for texts, asked for questions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from cop.core.search.meaning import encoder
from cop.core.search.meaning.keys import key_of, number_of
from cop.core.search.meaning.passages import passages
from cop.core.search.meaning.question import Close, Near
from cop.core.search.meaning.rows import Rows
from cop.core.search.meaning.store import Learned, Store
from cop.core.search.ranking import CLEARLY_NEAR


class Text(Protocol):
    """What there is to learn of a document."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def is_brief(self) -> bool: ...


class Beside:
    """A question.Near over one state of the vectors."""

    def __init__(self, texts: Rows, names: Rows, question: str) -> None:
        self._texts, self._names, self._vector = texts, names, encoder.vector(question)

    def nearest(self, most: int, *, allowed: Collection[int] | None = None) -> dict[int, Close]:
        """The nearest texts by their keys, nearest first."""
        found = self._texts.nearest(self._vector, allowed, most)
        found |= _clearly(self._names.nearest(self._vector, allowed, most))
        return dict(sorted(found.items(), key=lambda pair: -pair[1].closeness)[:most])

    def close(self, keys: Collection[int]) -> dict[int, Close]:
        """How near these are; those nothing is known of are left out."""
        return self._texts.close(self._vector, keys) | _clearly(self._names.close(self._vector, keys))


def _clearly(names: dict[int, Close]) -> dict[int, Close]:
    return {key: one._replace(is_brief=True) for key, one in names.items() if one.closeness >= CLEARLY_NEAR}


class Meaning:
    """The vectors of the texts of one index, in the folder `root`; those of brief ones apart, as they would crowd others out."""

    def __init__(self, root: Path) -> None:
        self._texts, self._names = Store(root), Store(root / "names")

    def near(self, question: str) -> Near | None:
        """None while there is nothing to be near to."""
        texts, names = self._texts.rows(), self._names.rows()
        is_asked = question.strip() and (len(texts.keys) or len(names.keys))
        return Beside(texts, names, question) if is_asked else None

    @staticmethod
    def digest_of(text: Text) -> int:
        """What the document says, and whether that is brief, as a number."""
        return number_of(f"{text.title}\0{text.body}" + "\0" * text.is_brief)

    def learned(self, texts: Sequence[Text]) -> list[Learned]:
        """Vectors of these texts, made but not kept."""
        cut = [passages(text.title, text.body) for text in texts]
        made = encoder.vectors([passage for each in cut for passage in each])
        ends = np.cumsum([len(each) for each in cut])
        return [
            Learned(key_of(text.id), self.digest_of(text), rows)
            for text, rows in zip(texts, np.split(made, ends[:-1]), strict=True)
        ]

    def add(self, learned: Iterable[Learned], *, still: Iterable[Text]) -> None:
        """Keep those whose texts are `still` the same."""
        texts = list(still)
        same, brief = self._said_by(texts), {key_of(text.id) for text in texts if text.is_brief}
        kept = [one for one in learned if same.get(one.key) == one.text]
        self._names.add([one for one in kept if one.key in brief])
        self._texts.add([one for one in kept if one.key not in brief])

    def forget(self, names: Iterable[str]) -> None:
        """Documents that are no more."""
        self._forget([key_of(name) for name in names])

    def _forget(self, keys: Collection[int]) -> None:
        for store in (self._texts, self._names):
            store.forget(keys)

    def forget_changed(self, texts: Iterable[Text]) -> None:
        """Those of which something else is known than they say now."""
        known = self._known()
        self._forget([key for key, digest in self._said_by(texts).items() if known.get(key) != digest])

    def keep(self, wanted: Mapping[str, int]) -> None:
        """Forget what is none of `wanted` (id of a document -> digest), or says something else."""
        same = {key_of(name): digest for name, digest in wanted.items()}
        self._forget([key for key, digest in self._known().items() if same.get(key) != digest])

    def unknown(self, names: Iterable[str]) -> set[str]:
        """Those of the documents of which nothing is known."""
        known = self._known()
        return {name for name in names if key_of(name) not in known}

    def strangers(self, texts: Iterable[Text]) -> int:
        """How many are known that are none of all the `texts`, or said something else."""
        said = self._said_by(texts)
        return sum(said.get(key) != digest for key, digest in self._known().items())

    def _said_by(self, texts: Iterable[Text]) -> dict[int, int]:
        return {key_of(text.id): self.digest_of(text) for text in texts}

    def _known(self) -> dict[int, int]:
        """Key of a document -> digest of what it said."""
        every = (self._texts.rows(), self._names.rows())
        return {
            key: text
            for rows in every
            for key, text in zip(rows.keys.tolist(), rows.texts.tolist(), strict=True)
        }
