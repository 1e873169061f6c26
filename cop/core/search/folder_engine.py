"""What engines that keep their index in a folder have in common: one writer at a time, rebuilds beside the index in use."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cop.core.search.asking import Asked
from cop.core.search.builds import Builds, Journal
from cop.core.search.meaning.question import Near
from cop.core.search.port import Document, Query

if TYPE_CHECKING:
    from cop.core.search.meaning.meaning import Meaning


class FolderEngine(ABC):
    """The writing half of a SearchEngine (core.search.port) over the folder `root`."""

    VERSION: ClassVar[str]
    """Of what is kept and how. With another one old indexes are made anew, not misread."""

    def __init__(self, root: Path, *, with_meaning: bool = False) -> None:
        self._builds, self._journal = Builds(root, self.VERSION), Journal(root)
        self._meaning = _opened(root / "meaning") if with_meaning else None

    @abstractmethod
    def _create(self, folder: Path) -> None:
        """Make an empty index in `folder`."""

    @abstractmethod
    def _fill(self, folder: Path, documents: Iterable[Document]) -> None:
        """Put many `documents`, all different, into the empty index of `folder`."""

    @abstractmethod
    def _texts(self, ids: Iterable[str]) -> list[Document]:
        """The documents of these ids that there are; only id, title and body matter."""

    @abstractmethod
    def ids(self) -> set[str]:
        """See the port."""

    @abstractmethod
    def _write(self, folder: Path, documents: Sequence[Document], removed: Sequence[str]) -> None:
        """Forget `removed` and add or replace `documents` in one commit."""

    def index(self, documents: Iterable[Document]) -> None:
        """Add or replace; see the port."""
        self._change(list({document.id: document for document in documents}.values()), [])

    def remove(self, ids: Iterable[str]) -> None:
        """Forget; see the port."""
        self._change([], list(ids))

    def _change(self, documents: list[Document], removed: list[str]) -> None:
        with self._builds.locked("write"):
            if self._builds.is_locked("rebuild"):
                self._journal.add(documents, removed)
            folder = self._builds.current()
            if folder is None or not folder.exists():
                folder = self._builds.create()
                self._create(folder)
                self._builds.use(folder)
            if self._meaning:
                # first: whoever is killed in between leaves texts to be learnt again, none that are known wrongly
                self._meaning.forget(removed)
                self._meaning.forget_changed(documents)
            self._write(folder, documents, removed)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew beside the old one, then change over; see the port."""
        with self._builds.locked("rebuild"):
            self._journal.clear()
            folder = self._builds.create()
            self._create(folder)
            written: dict[str, int] = {}
            self._fill(folder, self._once(documents, written))
            with self._builds.locked("write"):
                for changed, removed in self._journal.entries():
                    self._write(folder, changed, removed)
                    written |= {document.id: self._digest(document) for document in changed}
                self._journal.clear()
                if self._meaning:
                    self._meaning.keep(written)
                self._builds.use(folder)
            self._builds.clear_others()
        return len(written)

    def _once(self, documents: Iterable[Document], written: dict[str, int]) -> Iterator[Document]:
        for document in documents:
            if document.id not in written:
                written[document.id] = self._digest(document)
                yield document

    def _digest(self, document: Document) -> int:
        return self._meaning.digest_of(document) if self._meaning else 0

    # meaning

    def learn(self, most: int = 50) -> int:
        """Find out what some documents mean; see the port. The slow part locks nobody out."""
        waiting = sorted(self.unlearned())
        texts = self._texts(waiting[:most])
        if not self._meaning or not texts:
            return 0
        learned = self._meaning.learned(texts)
        with self._builds.locked("write"):
            self._meaning.add(learned, still=self._texts(text.id for text in texts))
        return len(waiting) - len(texts)

    def _near(self, query: Query, asked: Asked) -> Near | None:
        """What the question means, where that plays a part."""
        return (
            self._meaning.near(asked.sentence)
            if self._meaning and asked.words and not query.literal
            else None
        )

    def unlearned(self) -> set[str]:
        """The ids of documents of which nobody found out what they mean; see the port."""
        return self._meaning.unknown(self.ids()) if self._meaning else set()

    def mislearned(self) -> int:
        """How many texts are known that are no more; see the port."""
        return self._meaning.strangers(self._texts(self.ids())) if self._meaning else 0


def _opened(root: Path) -> "Meaning":
    """Imported here: who does without meaning does without numpy in memory."""
    from cop.core.search.meaning.meaning import Meaning

    return Meaning(root)
