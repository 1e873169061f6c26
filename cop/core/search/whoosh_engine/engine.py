"""The embedded engine: an index of the Whoosh family in a folder, read by many processes, written by one at a time."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from whoosh.index import EmptyIndexError, FileIndex
from whoosh.writing import IndexWriter

from cop.core.search.analysis import analysed_as
from cop.core.search.asking import Asked, take_apart
from cop.core.search.folding import fold
from cop.core.search.port import LARGEST_PAGE, Document, Query, Results
from cop.core.search.spelling import Known, Speller
from cop.core.search.whoosh_engine import bits, selecting
from cop.core.search.whoosh_engine.fields import SEPARATOR, as_fields
from cop.core.search.whoosh_engine.folders import Folders, Journal
from cop.core.search.whoosh_engine.ranking import ranked
from cop.core.search.whoosh_engine.view import View


class WhooshEngine:
    """A SearchEngine (core.search.port) over the folder `root`."""

    def __init__(self, root: Path) -> None:
        self._folders, self._journal = Folders(root), Journal(root)
        self._lock = Lock()
        self._view: View | None = None
        self._speller: tuple[tuple[str, int], Speller] | None = None
        self._pid = os.getpid()

    # writing

    def index(self, documents: Iterable[Document]) -> None:
        """Add or replace; see the port."""
        self._change(list(documents), [])

    def remove(self, ids: Iterable[str]) -> None:
        """Forget; see the port."""
        self._change([], list(ids))

    def _change(self, documents: list[Document], removed: list[str]) -> None:
        with self._folders.locked("write"):
            if self._folders.is_locked("rebuild"):
                self._journal.add(documents, removed)
            index = self._folders.open_current()
            if index is None:
                folder, index = self._folders.create()
                self._folders.use(folder)
            _write(index, documents, removed)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew beside the old one, then change over; see the port."""
        with self._folders.locked("rebuild"):
            self._journal.clear()
            folder, index = self._folders.create()
            written: set[str] = set()
            with _writing(
                index
            ) as writer:  # one for all: whatever is written in parts is merged again and again
                for document in documents:
                    if document.id not in written:
                        written.add(document.id)
                        writer.add_document(**as_fields(document))
            with self._folders.locked("write"):
                for changed, removed in self._journal.entries():
                    _write(index, changed, removed)
                self._journal.clear()
                self._folders.use(folder)
            self._folders.clear_others()
        return len(written)

    # reading

    def search(self, query: Query) -> Results:
        """The results of `query`; see the port."""
        view = self._current()
        if view is None:
            return Results()
        asked = take_apart(query.text, query.language)
        allowed = selecting.audience(view, query.audiences) & selecting.required(view, asked)
        scores: dict[int, float] = {}
        if asked.words:
            scores = dict(ranked(view, asked, language=analysed_as(query.language), allowed=allowed))
            order = selecting.one_each(view, scores, query.language)
        else:
            wanted = allowed if asked.excluded or not query.text.strip() else 0
            order = selecting.one_each(view, selecting.newest(view, wanted), query.language)
        found = bits.of(order, view.size)
        chosen = selecting.filters(view, query)
        numbers = bits.members(order, selecting.narrowed(found, chosen.values()), size=view.size)
        size = min(max(query.page_size, 1), LARGEST_PAGE)
        pages = max(1, -(-len(numbers) // size))
        page = min(max(query.page, 1), pages)
        shown = numbers[(page - 1) * size : page * size]
        return Results(
            hits=tuple(
                selecting.hit(view, number, scores.get(number, 0.0), asked, query.language)
                for number in shown
            ),
            total=len(numbers),
            page=page,
            pages=pages,
            facets=selecting.counts(view, found, chosen),
            suggestion=self._respelled(view, query, asked),
        )

    def suggest(
        self, prefix: str, language: str, limit: int = 8, *, audiences: tuple[str, ...] = ("public",)
    ) -> list[str]:
        """Titles that have a word for each word typed; see the port."""
        view = self._current()
        *whole, last = fold(prefix).split() or [""]
        if view is None or not last:
            return []
        found = selecting.audience(view, audiences)
        begun = 0
        for word in view.terms("title_word", last)[:200]:
            begun |= view.documents("title_word", word)
        found &= begun
        for word in whole:
            found &= view.documents("title_word", word)
        kept = [view.kept(number) for number in bits.members(range(view.size), found, size=view.size)[:100]]
        kept.sort(key=lambda document: document["language"] != language)
        return list(dict.fromkeys(document["title"] for document in kept))[:limit]

    def count(self) -> int:
        """How many documents there are."""
        view = self._current()
        return view.count if view else 0

    def ids(self) -> set[str]:
        """Their ids."""
        view = self._current()
        if view is None:
            return set()
        numbers = bits.members(range(view.size), view.alive, size=view.size)
        return {view.column("number_id", number).decode("utf-8") for number in numbers}

    def _current(self) -> View | None:
        """The newest generation. A merge may take a file away while it is opened: then it is opened once more."""
        for attempt in (1, 2, 3):
            try:
                return self._fresh()
            except (FileNotFoundError, EmptyIndexError):
                if attempt == 3:
                    raise
        return None

    def _fresh(self) -> View | None:
        index = self._folders.open_current()
        if index is None:
            return None
        generation = (str(self._folders.current()), index.latest_generation())
        with self._lock:
            # A reader is never carried across a fork: two processes would move one file's position.
            if self._view is None or self._view.generation != generation or self._pid != os.getpid():
                self._view, self._pid = View(index.reader(), generation), os.getpid()
            return self._view

    def _respelled(self, view: View, query: Query, asked: Asked) -> str | None:
        """The query with unknown words replaced by near known ones; None when there is nothing to replace."""
        text, changed = query.text, False
        for word in reversed(asked.words):
            if selecting.is_known(view, word.text, query.language):
                continue
            near = self._spelling(view).near(fold(word.text))
            if near:
                _slips, best = min(
                    near, key=lambda pair: (pair[0], -selecting.often(view, pair[1]), pair[1].written)
                )
                text = text[: word.start] + best.written + text[word.end :]
                changed = True
        return text if changed else None

    def _spelling(self, view: View) -> Speller:
        if self._speller is None or self._speller[0] != view.generation:
            pairs = (text.split(SEPARATOR, 1) for text in view.terms("spelled"))
            self._speller = (view.generation, Speller(Known(folded, written) for folded, written in pairs))
        return self._speller[1]


@contextmanager
def _writing(index: FileIndex) -> Iterator[IndexWriter]:
    writer = index.writer(limitmb=64)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _write(index: FileIndex, documents: Sequence[Document], removed: Sequence[str]) -> None:
    with _writing(index) as writer:
        for name in (*removed, *(document.id for document in documents)):
            writer.delete_by_term("id", name)
        for document in documents:
            writer.add_document(**as_fields(document))
