"""One segment of the index: files that never change, so what was read from them stays right for as long as it is in use."""

from array import array
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from whoosh.reading import SegmentReader, TermNotFound

from cop.core.search.kept import SEPARATOR
from cop.core.search.meaning.keys import key_of
from cop.core.search.spelling import Known, Speller
from cop.core.search.whoosh_engine import bits
from cop.core.search.whoosh_engine.fields import SPOKEN

MOST_TERMS_KEPT = 4_000


class Postings(NamedTuple):
    """The documents that have a term, by their numbers in the segment, and how often each has it."""

    numbers: "array[int]"
    often: "array[float]"


class Lengths(NamedTuple):
    """How many terms each text of a language has; their sum, and how many texts there are."""

    each: "array[int]"
    total: int
    used: int


class Segment:
    """What a view reads of one segment. Deleted documents may be among what it says: the view knows who is alive."""

    def __init__(self, reader: SegmentReader) -> None:
        self._reader = reader
        self.size: int = reader.doc_count_all()
        self._lock = Lock()  # whoosh's files know one position each, so threads take turns
        self._columns: dict[str, Any] = {}  # to open one reads all its offsets
        self.postings = lru_cache(MOST_TERMS_KEPT)(self._postings)
        self.positions = lru_cache(MOST_TERMS_KEPT // 8)(self._positions)
        self.lengths = lru_cache(None)(self._lengths)
        self.facets = lru_cache(None)(self._facets)
        self.groups = lru_cache(None)(lambda: self._values("group"))
        self.dates = lru_cache(None)(lambda: self._values("date"))
        self.levels = lru_cache(None)(lambda: self._values("level"))
        self.document_keys = lru_cache(None)(self._document_keys)
        self.keywords = lru_cache(None)(lambda: self.terms("keyword"))
        self.speller = lru_cache(None)(self._speller)

    def _postings(self, field: str, term: str) -> Postings:
        numbers, often = array("I"), array("f")
        with self._lock:
            for matcher in self._walk(field, term):
                numbers.append(matcher.id())
                often.append(matcher.weight())
        return Postings(numbers, often)

    def _positions(self, field: str, term: str) -> dict[int, tuple[int, ...]]:
        """Document -> where the term stands in the field."""
        with self._lock:
            return {matcher.id(): tuple(matcher.value_as("positions")) for matcher in self._walk(field, term)}

    def _walk(self, field: str, term: str) -> Iterator[Any]:
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return
        while matcher.is_active():
            yield matcher
            matcher.next()

    def documents(self, field: str, term: str) -> int:
        """The set of documents with the term in the field."""
        return bits.of(self.postings(field, term).numbers, self.size)

    def _lengths(self, language: str) -> Lengths:
        spoken = bits.flags(self.facets().get(SPOKEN, {}).get(language, 0), self.size)
        with self._lock:
            lengths = self._reader.column_reader("length")
            each = array("I", (lengths[number] if isin else 0 for number, isin in enumerate(spoken)))
        return Lengths(each, sum(each), sum(spoken))

    def _values(self, column: str) -> list[Any]:
        """What each document has there."""
        return [self.column(column, number) for number in range(self.size)]

    def _document_keys(self) -> "array[int]":
        """The key of each document."""
        names = (self.column("number_id", number).decode("utf-8") for number in range(self.size))
        return array("Q", map(key_of, names))

    def _facets(self) -> dict[str, dict[str, int]]:
        """Facet -> value -> the set of its documents."""
        found: dict[str, dict[str, int]] = {}
        for name, value in (text.split(SEPARATOR, 1) for text in self.terms("facet")):
            found.setdefault(name, {})[value] = self.documents("facet", f"{name}{SEPARATOR}{value}")
        return found

    def _speller(self) -> Speller:
        return Speller(Known(*text.split(SEPARATOR, 1)) for text in self.terms("spelled"))

    def terms(self, field: str, prefix: str = "") -> list[str]:
        """The terms of a field that begin with `prefix`, in order."""
        with self._lock:
            return [text.decode("utf-8") for text in self._reader.expand_prefix(field, prefix)]

    def column(self, name: str, number: int) -> Any:
        """One value of one document."""
        with self._lock:
            if name not in self._columns:
                self._columns[name] = self._reader.column_reader(name)
            return self._columns[name][number]

    def kept(self, number: int) -> dict[str, Any]:
        """The document as it was given."""
        with self._lock:
            kept: dict[str, Any] = self._reader.stored_fields(number)["kept"]
            return kept
