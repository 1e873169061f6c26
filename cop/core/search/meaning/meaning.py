"""What texts mean, beside an index of their words: kept for texts, asked for questions."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from cop.core.search.meaning import encoder
from cop.core.search.meaning.keys import key_of, number_of
from cop.core.search.meaning.passages import passages
from cop.core.search.meaning.question import Close, Near
from cop.core.search.meaning.rows import Rows
from cop.core.search.meaning.store import Learned, Store


class Text(Protocol):
    """What there is to learn of a document."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...


class Beside:
    """A question.Near over one state of the vectors."""

    def __init__(self, rows: Rows, question: str) -> None:
        self._rows, self._vector = rows, encoder.vector(question)

    def nearest(self, most: int, *, allowed: Iterable[int] | None = None) -> dict[int, Close]:
        """The nearest texts by their keys, nearest first."""
        return self._rows.nearest(self._vector, allowed, most)

    def close(self, keys: Iterable[int]) -> dict[int, Close]:
        """How near these are; those nothing is known of are left out."""
        return self._rows.close(self._vector, keys)


class Meaning:
    """The vectors of the texts of one index, in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self._store = Store(root)

    def near(self, question: str) -> Near | None:
        """None while there is nothing to be near to."""
        rows = self._store.rows()
        return Beside(rows, question) if len(rows.keys) and question.strip() else None

    @staticmethod
    def digest_of(text: Text) -> int:
        """What the document says, as a number."""
        return number_of(f"{text.title}\0{text.body}")

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
        same = self._said_by(still)
        self._store.add([one for one in learned if same.get(one.key) == one.text])

    def forget(self, names: Iterable[str]) -> None:
        """Documents that are no more."""
        self._store.forget(map(key_of, names))

    def forget_changed(self, texts: Iterable[Text]) -> None:
        """Those of which something else is known than they say now."""
        known = self._known()
        self._store.forget(key for key, digest in self._said_by(texts).items() if known.get(key) != digest)

    def keep(self, wanted: Mapping[str, int]) -> None:
        """Forget what is none of `wanted` (id of a document -> digest), or says something else."""
        same = {key_of(name): digest for name, digest in wanted.items()}
        self._store.forget(key for key, digest in self._known().items() if same.get(key) != digest)

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
        rows = self._store.rows()
        return dict(zip(rows.keys.tolist(), rows.texts.tolist(), strict=True))
