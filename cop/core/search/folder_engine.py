"""What engines that keep their index in a folder have in common: one writer at a time, rebuilds beside the index in use."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from cop.core.search.builds import Builds, Journal
from cop.core.search.port import Document


class FolderEngine(ABC):
    """The writing half of a SearchEngine (core.search.port) over the folder `root`."""

    VERSION: ClassVar[str]
    """Of what is kept and how. With another one old indexes are made anew, not misread."""

    def __init__(self, root: Path) -> None:
        self._builds, self._journal = Builds(root, self.VERSION), Journal(root)

    @abstractmethod
    def _create(self, folder: Path) -> None:
        """Make an empty index in `folder`."""

    @abstractmethod
    def _fill(self, folder: Path, documents: Iterable[Document]) -> None:
        """Put many `documents`, all different, into the empty index of `folder`."""

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
            self._write(folder, documents, removed)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew beside the old one, then change over; see the port."""
        with self._builds.locked("rebuild"):
            self._journal.clear()
            folder = self._builds.create()
            self._create(folder)
            written: set[str] = set()
            self._fill(folder, _once(documents, written))
            with self._builds.locked("write"):
                for changed, removed in self._journal.entries():
                    self._write(folder, changed, removed)
                self._journal.clear()
                self._builds.use(folder)
            self._builds.clear_others()
        return len(written)


def _once(documents: Iterable[Document], written: set[str]) -> Iterator[Document]:
    for document in documents:
        if document.id not in written:
            written.add(document.id)
            yield document
