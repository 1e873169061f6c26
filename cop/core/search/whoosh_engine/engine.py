"""The embedded engine: an index of the Whoosh family in a folder, read by many processes, written by one at a time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from whoosh.index import FileIndex, create_in, open_dir
from whoosh.writing import IndexWriter

from cop.core.search.analysis import analysed_as
from cop.core.search.asking import take_apart
from cop.core.search.folder_engine import FolderEngine
from cop.core.search.folding import fold
from cop.core.search.meaning.keys import key_of
from cop.core.search.port import PUBLIC, Document, Query, Results, page_of
from cop.core.search.whoosh_engine import bits, selecting
from cop.core.search.whoosh_engine.fields import as_fields, schema
from cop.core.search.whoosh_engine.following import Follower
from cop.core.search.whoosh_engine.respelling import completions, suggestion


class WhooshEngine(FolderEngine):
    """A SearchEngine (core.search.port) over the folder `root`."""

    VERSION = "5"

    def __init__(self, root: Path, *, with_meaning: bool = False) -> None:
        super().__init__(root, with_meaning=with_meaning)
        self._current = Follower(self._builds).view

    # writing

    def _create(self, folder: Path) -> None:
        create_in(str(folder), schema())

    def _fill(self, folder: Path, documents: Iterable[Document]) -> None:
        # one writer for all: whatever is written in parts is merged again and again
        with _writing(open_dir(str(folder))) as writer:
            for document in documents:
                writer.add_document(**as_fields(document))

    def _write(self, folder: Path, documents: Sequence[Document], removed: Sequence[str]) -> None:
        with _writing(open_dir(str(folder))) as writer:
            for name in (*removed, *(document.id for document in documents)):
                writer.delete_by_term("id", name)
            for document in documents:
                writer.add_document(**as_fields(document))

    # reading

    def search(self, query: Query) -> Results:
        """The results of `query`; see the port."""
        view = self._current()
        if view is None:
            return Results()
        reader, asked = analysed_as(query.language), take_apart(query.text, query.language)
        visible = selecting.audience(view, query.audiences)
        near, chosen = self._near(query, asked), selecting.filters(view, query)
        found = selecting.in_order(
            view, query, asked, visible & selecting.required(view, asked), chosen, near
        )
        every = bits.of(found.scores, view.size)
        left = selecting.narrowed(every, chosen.values())
        kept = bits.flags(left, view.size)
        order = [number for number in found.scores if kept[number]]
        page, pages, size = page_of(query, len(order))
        shown = order[(page - 1) * size : page * size]
        return Results(
            hits=tuple(found.hit(view, number, asked, query.language) for number in shown),
            total=len(order),
            by_words=bool(found.by_words & left),
            page=page,
            pages=pages,
            facets=selecting.counts(view, every, chosen),
            suggestion=suggestion(view, query, asked, reader=reader, visible=visible),
        )

    def suggest(
        self, prefix: str, language: str, limit: int = 8, *, audiences: tuple[str, ...] = (PUBLIC,)
    ) -> list[str]:
        """Titles that have a word for each word typed; see the port."""
        view = self._current()
        *whole, last = fold(prefix).split() or [""]
        if view is None or not last:
            return []
        begun = {word for part in view.parts for word in part.segment.terms("title_word", last)[:200]}
        found = 0
        for word in begun:
            found |= view.documents("title_word", word)
        found &= selecting.audience(view, audiences)
        for word in whole:
            found &= view.documents("title_word", word)
        kept = [view.kept(number) for number in bits.members(found, view.size)[:100]]
        kept.sort(key=lambda document: document["language"] != language)
        return list(dict.fromkeys(document["title"] for document in kept))[:limit]

    def complete(
        self, prefix: str, language: str, limit: int = 8, *, audiences: tuple[str, ...] = (PUBLIC,)
    ) -> list[str]:
        """Words of texts in `language` that begin so; see the port."""
        view = self._current()
        begun = fold(prefix)
        if view is None or not begun.isalnum():
            return []
        among = selecting.audience(view, audiences) & selecting.in_language(view, analysed_as(language))
        return completions(view, begun, among, limit)

    def count(self) -> int:
        """How many documents there are."""
        view = self._current()
        return view.count if view else 0

    def ids(self) -> set[str]:
        """Their ids."""
        view = self._current()
        if view is None:
            return set()
        return {
            view.column("number_id", number).decode("utf-8") for number in bits.members(view.alive, view.size)
        }

    def _texts(self, ids: Iterable[str]) -> list[Document]:
        view = self._current()
        if view is None:
            return []
        numbers = view.numbers()
        found = [numbers[key] for key in map(key_of, ids) if key in numbers]
        return [Document(**view.kept(number)) for number in found]


@contextmanager
def _writing(index: FileIndex) -> Iterator[IndexWriter]:
    writer = index.writer(limitmb=64)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
