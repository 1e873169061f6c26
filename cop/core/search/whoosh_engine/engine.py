"""The embedded engine: an index of the Whoosh family in a folder, read by many processes, written by one at a time."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Lock

from whoosh.index import EmptyIndexError, FileIndex
from whoosh.writing import IndexWriter

from cop.core.search.analysis import ANALYSED, analyse, analysed_as
from cop.core.search.asking import Asked, take_apart, term
from cop.core.search.folding import fold
from cop.core.search.port import LARGEST_PAGE, Document, Hit, Query, Results
from cop.core.search.snippets import snippet
from cop.core.search.spelling import Known, Speller
from cop.core.search.whoosh_engine import bits
from cop.core.search.whoosh_engine.fields import AUDIENCE, SEPARATOR, as_fields, body_field
from cop.core.search.whoosh_engine.folders import Folders, Journal
from cop.core.search.whoosh_engine.ranking import ranked, with_phrase
from cop.core.search.whoosh_engine.view import View

BATCH = 500
"""Documents of a rebuild that are held at once."""


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
            count = 0
            waiting = iter(documents)
            while batch := list(islice(waiting, BATCH)):
                _write(index, batch, [])
                count += len(batch)
            with self._folders.locked("write"):
                for changed, removed in self._journal.entries():
                    _write(index, changed, removed)
                self._journal.clear()
                self._folders.use(folder)
            self._folders.clear_others()
        return count

    # reading

    def search(self, query: Query) -> Results:
        """The results of `query`; see the port."""
        view = self._current()
        if view is None:
            return Results()
        asked = take_apart(query.text, query.language)
        allowed = _audience(view, query.audiences) & _required(view, asked)
        scores: dict[int, float] = {}
        if asked.words:
            scores = dict(ranked(view, asked, language=analysed_as(query.language), allowed=allowed))
            order = _one_each(view, scores, query.language)
        else:
            wanted = allowed if asked.excluded or not query.text.strip() else 0
            order = _one_each(view, _newest(view, wanted), query.language)
        found = bits.of(order, view.size)
        chosen = _filters(view, query)
        numbers = bits.members(order, _narrowed(found, chosen.values()), size=view.size)
        size = min(max(query.page_size, 1), LARGEST_PAGE)
        pages = max(1, -(-len(numbers) // size))
        page = min(max(query.page, 1), pages)
        shown = numbers[(page - 1) * size : page * size]
        return Results(
            hits=tuple(
                _hit(view, number, scores.get(number, 0.0), asked, query.language) for number in shown
            ),
            total=len(numbers),
            page=page,
            pages=pages,
            facets=_counts(view, found, chosen),
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
        found = _audience(view, audiences)
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
            if _is_known(view, word.text, query.language):
                continue
            near = self._spelling(view).near(fold(word.text))
            if near:
                _slips, best = min(near, key=lambda pair: (pair[0], -_often(view, pair[1]), pair[1].written))
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


def _audience(view: View, audiences: Sequence[str]) -> int:
    sets = view.facets().get(AUDIENCE, {})
    found = 0
    for audience in audiences:
        found |= sets.get(audience, 0)
    return found & view.alive


def _required(view: View, asked: Asked) -> int:
    """Documents that have every phrase and nothing excluded."""
    found = view.alive
    for phrase in asked.phrases:
        found &= with_phrase(view, phrase)
    for words in asked.excluded:
        found &= ~with_phrase(view, words)
    return found


def _filters(view: View, query: Query) -> dict[str, int]:
    """Facet -> the set that its chosen values leave."""
    chosen = {}
    for name, values in query.filters.items():
        if values:
            sets = view.facets().get(name, {})
            chosen[name] = 0
            for value in values:
                chosen[name] |= sets.get(value, 0)
    return chosen


def _narrowed(found: int, sets: Iterable[int]) -> int:
    for one in sets:
        found &= one
    return found


def _newest(view: View, kept: int) -> list[int]:
    numbers = bits.members(range(view.size), kept, size=view.size)
    return sorted(numbers, key=lambda number: (view.column("date", number), -number), reverse=True)


def _one_each(view: View, numbers: Iterable[int], language: str) -> list[int]:
    """One document of each group, in the order of their best: the one in the reader's language if it is among them."""
    groups = view.groups()
    spoken = view.facets().get("language", {}).get(language, 0)
    shown: dict[bytes, int] = {}
    for number in numbers:
        if groups[number] not in shown or spoken >> number & 1:
            shown[groups[number]] = number
    return list(shown.values())


def _counts(view: View, found: int, chosen: dict[str, int]) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each facet its values and what each would leave, the other filters applied."""
    counts = {}
    for name, sets in view.facets().items():
        if name.startswith("_"):
            continue
        base = _narrowed(found, (one for other, one in chosen.items() if other != name))
        pairs = [(value, (base & one).bit_count()) for value, one in sets.items()]
        counts[name] = tuple(sorted(((v, n) for v, n in pairs if n), key=lambda pair: (-pair[1], pair[0])))
    return counts


def _hit(view: View, number: int, score: float, asked: Asked, language: str) -> Hit:
    kept = view.kept(number)
    spoken = analysed_as(kept["language"])
    terms = {said for word in asked.words if (said := term(word, spoken, heard_as=language))}
    return Hit(
        id=kept["id"],
        kind=kept["kind"],
        language=kept["language"],
        title=kept["title"],
        snippet=snippet(kept["body"], spoken, terms),
        score=score,
        stored=kept["stored"],
    )


def _is_known(view: View, word: str, language: str) -> bool:
    for spoken in ANALYSED:
        for token in analyse(word, spoken):
            if view.postings(body_field(spoken), token.term):
                return True
    return bool(view.postings("label", f"{language}{SEPARATOR}{fold(word)}"))


def _often(view: View, known: Known) -> int:
    return len(view.postings("spelled", f"{known.folded}{SEPARATOR}{known.written}"))
