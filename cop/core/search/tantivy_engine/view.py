"""One generation of the index, and the newest of them."""

import os
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from tantivy import DocAddress, Index, Query
from tantivy import Document as Row

from cop.core.search.analysis import ANALYSED
from cop.core.search.builds import Builds
from cop.core.search.labels import Labels
from cop.core.search.ranking import RERANKED
from cop.core.search.tantivy_engine.fields import key_field, schema

MOST_AT_ONCE = 10_000
Generation = tuple[str, int, int]
Scored = tuple[DocAddress, float]


class View:
    """A searcher and what was worked out from it."""

    def __init__(self, index: Index, generation: Generation) -> None:
        self.generation = generation
        self.searcher = index.searcher()
        self.count = self.searcher.num_docs
        self.holders = lru_cache(1_024)(self._holders)

    @cached_property
    def labels(self) -> Labels:
        return Labels(keyword for keyword, _holders in self.searcher.terms_with_prefix("keyword", ""))

    def _holders(self, labels: tuple[str, ...]) -> int:
        """How many units have any of the labels."""
        having = Query.term_set_query(schema(), "keyword", list(labels))
        found = self.searcher.search(having, 1)
        count: int = found.count  # type: ignore[attr-defined] # its types leave it out
        return count

    def keys(self, query: Query, most: int) -> set[int]:
        """Those of the texts of the units that fit, of `most` units."""
        addresses = [address for _score, address in self.searcher.search(query, most, count=False).hits]
        each = (self.searcher.fast_field_values(key_field(language), addresses) for language in ANALYSED)
        return {int(key) for keys in each for key in keys if key is not None}

    def ids(self) -> list[str]:
        """Of all texts."""
        alive = Query.all_query()  # else those of deleted units are among them
        return [name for name, _holders in self.searcher.terms_with_prefix("id", "", filter_query=alive)]

    @cached_property
    def texts(self) -> int:
        """How many there are: a unit has several."""
        return len(self.ids())

    def row(self, address: DocAddress) -> Row:
        return self.searcher.doc(address)

    @cached_property
    def audiences(self) -> frozenset[str]:
        """All that documents are for."""
        return frozenset(name for name, _holders in self.searcher.terms_with_prefix("audience", ""))

    def best(self, query: Query, wanted: int, *, by: str | None) -> tuple[list[Scored], int]:
        """(the first units that fit, how many fit): by a field, else by score. Enough of them to put titles first."""
        most = min(max(wanted, RERANKED), MOST_AT_ONCE)
        found = self.searcher.search(query, most, order_by_field=by)
        total: int = found.count  # type: ignore[attr-defined] # its types leave it out
        return [(address, 0.0 if by else score) for score, address in found.hits], total

    def any(self, query: Query) -> bool:
        return bool(self.searcher.search(query, 1, count=False).hits)


class Follower:
    """Keeps the newest view of one index; safe between threads and across a fork."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._lock = Lock()
        self._index: Index | None = None
        self._view: View | None = None
        self._pid = os.getpid()

    def view(self) -> View | None:
        folder = self._builds.current()
        if folder is None or not Index.exists(str(folder)):
            return None
        generation = _generation(folder)
        with self._lock:
            if self._pid != os.getpid() or self._view is None or self._view.generation[0] != str(folder):
                self._index, self._view, self._pid = opened(folder), None, os.getpid()
            if self._index is not None and (self._view is None or self._view.generation != generation):
                self._index.reload()
                self._view = View(self._index, generation)
            return self._view


def opened(folder: Path) -> Index:
    """The index in `folder`. Its readers follow when told: by itself it would keep a thread, which no fork carries over."""
    index = Index.open(str(folder))
    index.config_reader("manual")
    return index


def _generation(folder: Path) -> Generation:
    """Each commit puts a new file in the place of the old: looking at it is all that a search costs when nothing changed."""
    found = (folder / "meta.json").stat()
    return str(folder), found.st_ino, found.st_mtime_ns
