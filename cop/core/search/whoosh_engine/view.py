"""One generation of the index, as the ranking reads it: postings, lengths and facet sets, each read once and kept."""

from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import Any

from whoosh.reading import IndexReader, TermNotFound

from cop.core.search.whoosh_engine import bits
from cop.core.search.whoosh_engine.fields import SEPARATOR, label_terms

Postings = tuple[tuple[int, float], ...]
MOST_TERMS_KEPT = 4_000


class View:
    """A reader and what was worked out from it. Never changes: a new generation is a new view."""

    def __init__(self, reader: IndexReader, generation: tuple[str, int]) -> None:
        self._reader, self.generation = reader, generation
        self.size = reader.doc_count_all()
        self.alive = bits.of(reader.all_doc_ids(), self.size)
        self.count = reader.doc_count()
        self._lock = Lock()  # whoosh's files know one position each, so threads take turns
        self._lengths: dict[str, list[int]] = {}
        self._columns: dict[str, Any] = {}  # to open one reads all its offsets
        self._groups: list[bytes] | None = None
        self._labels: dict[str, dict[str, list[str]]] = {}
        self._facets: dict[str, dict[str, int]] | None = None
        self.postings = lru_cache(MOST_TERMS_KEPT)(self._postings)
        self.positions = lru_cache(MOST_TERMS_KEPT // 8)(self._positions)
        self.labelled = lru_cache(MOST_TERMS_KEPT // 8)(self._labelled)

    def _postings(self, field: str, term: str) -> Postings:
        """(document, how often) of every document with the term in the field."""
        with self._lock:
            return tuple((number, weight) for number, weight, _value in self._walk(field, term))

    def _positions(self, field: str, term: str) -> dict[int, tuple[int, ...]]:
        """Document -> where the term stands in the field."""
        with self._lock:
            return {number: tuple(value()) for number, _weight, value in self._walk(field, term)}

    def _walk(self, field: str, term: str) -> Iterator[tuple[int, float, Any]]:
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return
        while matcher.is_active():
            yield matcher.id(), matcher.weight(), lambda: matcher.value_as("positions")
            matcher.next()

    def documents(self, field: str, term: str) -> int:
        """The set of documents with the term in the field."""
        return bits.of((number for number, _weight in self.postings(field, term)), self.size)

    def _labelled(self, language: str, term: str) -> tuple[int, ...]:
        """The documents with a keyword that readers of `language` find by the term."""
        if language not in self._labels:
            found: dict[str, list[str]] = {}
            for keyword in self.terms("keyword"):
                for said in label_terms(keyword, language):
                    found.setdefault(said, []).append(keyword)
            self._labels[language] = found
        keywords = self._labels[language].get(term, ())
        return tuple({number for keyword in keywords for number, _often in self.postings("keyword", keyword)})

    def lengths(self, field: str) -> tuple[list[int], float]:
        """How many terms each document has in the field, and the mean of those that have any."""
        if field not in self._lengths:
            with self._lock:
                found = [self._reader.doc_field_length(number, field) or 0 for number in range(self.size)]
            self._lengths[field] = found
        found = self._lengths[field]
        used = sum(1 for length in found if length)
        return found, sum(found) / used if used else 1.0

    def groups(self) -> list[bytes]:
        """The group of each document, by number."""
        if self._groups is None:
            with self._lock:
                column = self._reader.column_reader("group")
                self._groups = [column[number] for number in range(self.size)]
        return self._groups

    def facets(self) -> dict[str, dict[str, int]]:
        """Facet -> value -> the set of its documents."""
        if self._facets is None:
            found: dict[str, dict[str, int]] = {}
            for name, value in (text.split(SEPARATOR, 1) for text in self.terms("facet")):
                found.setdefault(name, {})[value] = self.documents("facet", f"{name}{SEPARATOR}{value}")
            self._facets = found
        return self._facets

    def terms(self, field: str, prefix: str = "") -> list[str]:
        """The terms of a field that begin with `prefix`, in order."""
        with self._lock:
            return [text.decode("utf-8") for text in self._reader.expand_prefix(field, prefix)]

    def column(self, name: str, number: int) -> bytes:
        with self._lock:
            if name not in self._columns:
                self._columns[name] = self._reader.column_reader(name)
            value: bytes = self._columns[name][number]
            return value

    def kept(self, number: int) -> dict[str, Any]:
        """The document as it was given."""
        with self._lock:
            kept: dict[str, Any] = self._reader.stored_fields(number)["kept"]
            return kept

    def close(self) -> None:
        with self._lock:
            self._reader.close()
