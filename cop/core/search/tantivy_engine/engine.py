"""The engine for many documents: a tantivy index in a folder, read by many processes, written by one at a time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, IndexWriter

from cop.core.search import port
from cop.core.search.analysis import analysed_as
from cop.core.search.asking import take_apart
from cop.core.search.folder_engine import FolderEngine
from cop.core.search.folding import fold
from cop.core.search.port import PUBLIC, Document, Results, page_of
from cop.core.search.tantivy_engine import asking, meaning
from cop.core.search.tantivy_engine.fields import as_row, documents_of, schema
from cop.core.search.tantivy_engine.respelling import completions, suggestion
from cop.core.search.tantivy_engine.results import counts, in_order, shown
from cop.core.search.tantivy_engine.units import key_of, neighbours, units_of
from cop.core.search.tantivy_engine.view import Follower, opened

SMALL, LARGE = 15_000_000, 100_000_000  # bytes a writer may fill before it writes
TITLES_LOOKED_AT = 200


class TantivyEngine(FolderEngine):
    """A SearchEngine (core.search.port) over the folder `root`."""

    VERSION = "tantivy-3"

    def __init__(self, root: Path, *, with_meaning: bool = False) -> None:
        super().__init__(root, with_meaning=with_meaning)
        self._current = Follower(self._builds).view

    # writing

    def _create(self, folder: Path) -> None:
        Index(schema(), path=str(folder))

    def _fill(self, folder: Path, documents: Iterable[Document]) -> None:
        written: set[str] = set()
        late: list[Document] = []  # of a unit that was written when its neighbours passed
        with _writing(opened(folder), LARGE) as writer:
            for unit in neighbours(documents):
                if unit.key in written:
                    late += unit.documents
                else:
                    written.add(unit.key)
                    writer.add_document(as_row(unit))
        if late:
            self._write(folder, late, [])

    def _write(self, folder: Path, documents: Sequence[Document], removed: Sequence[str]) -> None:
        index = opened(folder)
        names = {*removed, *(document.id for document in documents)}
        before = _siblings(index, names, {key_of(document) for document in documents})
        after = [document for document in before if document.id not in names] + list(documents)
        with _writing(index, SMALL) as writer:
            for key in {key_of(document) for document in before}:
                writer.delete_documents_by_term("unit", key)
            for unit in units_of(after):
                writer.add_document(as_row(unit))

    # reading

    def search(self, query: port.Query) -> Results:
        """The results of `query`; see the port."""
        view = self._current()
        if view is None:
            return Results()
        reader, asked = analysed_as(query.language), take_apart(query.text, query.language)
        wanted, chosen = asking.wanted(view, query, asked), asking.filters(query.filters)
        allowed = [*asking.visible(view, query.audiences), *asking.required(asked)]
        narrowed = [*allowed, *chosen.values()]
        joined = meaning.joining(view, self._near(query, asked), wanted, allowed=allowed, narrowed=narrowed)
        every = asking.any_of([wanted, joined.query])
        by = asking.ordered_by(query.order, ranks=bool(asked.words))
        scored = asking.all_of(every if by else wanted, *narrowed)
        best, found = view.best(scored, query.page * query.page_size, by=by)
        total = found if by else found + joined.without_words
        page, pages, size = page_of(query, total)
        if page * size > len(best) < found:  # a page further down than was foreseen
            best, found = view.best(scored, page * size, by=by)
        order = best if by else in_order(view, best, asked, reader)
        order, close = (order, {}) if by else meaning.mixed(view, joined, order, asked, reader)
        return Results(
            hits=shown(view, order[(page - 1) * size : page * size], asked, reader, close),
            total=total,
            by_words=bool(asked.words and total > joined.without_words),
            page=page,
            pages=pages,
            facets=counts(view, asking.all_of(every, *allowed), chosen),
            suggestion=suggestion(view, query, asked, reader),
        )

    def suggest(
        self, prefix: str, language: str, limit: int = 8, *, audiences: tuple[str, ...] = (PUBLIC,)
    ) -> list[str]:
        """Titles that have a word for each word typed; see the port."""
        view = self._current()
        *whole, last = fold(prefix).split() or [""]
        if view is None or not last:
            return []
        begun = [word for word, _holders in view.searcher.terms_with_prefix("title_word", last, limit=200)]
        conditions = [asking.one_of("title_word", [word]) for word in whole]
        found = asking.all_of(
            asking.one_of("title_word", begun), asking.one_of("audience", audiences), *conditions
        )
        hits = view.searcher.search(found, TITLES_LOOKED_AT, count=False).hits
        texts = [text for _score, address in hits for text in documents_of(view.row(address))]
        fitting = [text for text in texts if _has_words(text["title"], whole, last)]
        fitting.sort(key=lambda text: text["language"] != language)
        return list(dict.fromkeys(text["title"] for text in fitting))[:limit]

    def complete(
        self, prefix: str, language: str, limit: int = 8, *, audiences: tuple[str, ...] = (PUBLIC,)
    ) -> list[str]:
        """Words of texts in `language` that begin so; see the port."""
        view, begun = self._current(), fold(prefix)
        if view is None or not begun.isalnum():
            return []
        return completions(view, begun, analysed_as(language), asking.one_of("audience", audiences), limit)

    def _texts(self, ids: Iterable[str]) -> list[Document]:
        view, wanted = self._current(), set(ids)
        if view is None or not wanted:
            return []
        hits = view.searcher.search(asking.one_of("id", wanted), len(wanted), count=False).hits
        texts = [text for _score, address in hits for text in documents_of(view.row(address))]
        return [Document(**text) for text in texts if text["id"] in wanted]

    def count(self) -> int:
        """How many documents there are."""
        view = self._current()
        return view.texts if view else 0

    def ids(self) -> set[str]:
        """Their ids."""
        view = self._current()
        return set(view.ids()) if view else set()


def _has_words(title: str, whole: Sequence[str], last: str) -> bool:
    """Has this one text of a unit a word for each word typed?"""
    said = fold(title).split()
    return all(word in said for word in whole) and any(word.startswith(last) for word in said)


def _siblings(index: Index, ids: set[str], keys: set[str]) -> list[Document]:
    """The documents of every unit that has one of these ids or keys."""
    searcher = index.searcher()
    touched = asking.any_of([asking.one_of("id", ids), asking.one_of("unit", keys)])
    hits = searcher.search(touched, len(ids) + len(keys) + 1, count=False).hits
    rows = [searcher.doc(address) for _score, address in hits]
    return [Document(**document) for row in rows for document in documents_of(row)]


@contextmanager
def _writing(index: Index, memory: int) -> Iterator[IndexWriter]:
    """One commit; on return what it set off (the merging of small segments) is done as well."""
    writer = index.writer(memory, 1)
    try:
        yield writer
        writer.commit()
    finally:
        writer.wait_merging_threads()
