"""What any search engine here must do, in plain data: `index, remove, search, suggest, rebuild`.

Every engine passes the same contract test, so that a setting may choose between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

PUBLIC = "public"
LARGEST_PAGE = 100


class Order(StrEnum):
    """What comes first. Only the first ranks by words; where there are none, it is the newest all the same."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    LEVEL = "level"


class Busy(Exception):
    """Another process kept the index locked for longer than we wait; try again later."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language. The same practice in three languages is three documents with three ids.

    `title` and `body` are plain text. `keywords` are vocabulary labels in every language: readers of each find the
    document by them. `facets` may have several values a name; `kind` is always a facet too. Only a query that names
    `audience` sees the document. Documents of one `group` are one thing in several languages, with the same keywords,
    facets, audience and level. `stored` comes back with the hit untouched; its "date" (ISO 8601) orders what is not ranked.
    `level`, from 0 to 9, is how well proven the thing is, for Order.LEVEL. Of one that `is_brief` the text is a name and a line
    or two, which are half near to anything: by its meaning it is found only when it is clearly near.
    """

    id: str
    kind: str
    language: str
    title: str
    body: str
    keywords: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    audience: str = PUBLIC
    group: str = ""
    level: int = 0
    is_brief: bool = False
    stored: Mapping[str, str] = field(default_factory=dict)

    @property
    def every_facet(self) -> dict[str, tuple[str, ...]]:
        return {**self.facets, "kind": (self.kind,)}


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader of `language` asks: words in any order, "phrases" in quotes, -excluded words.

    Several values in one filter widen it, several filters narrow the results. Without words: everything, latest first, unless
    `order` says otherwise; of one level the latest come first too.
    Of the documents of one group only the best is a result; without words, the one in the reader's language. Where the engine
    knows what texts mean, those near the question are results too, unless it is `literal`; phrases and exclusions hold for all.
    """

    text: str = ""
    language: str = "en"
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    page: int = 1
    page_size: int = 10
    audiences: tuple[str, ...] = (PUBLIC,)
    order: Order = Order.RELEVANCE
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of a snippet, as written in the text, and whether it is what was asked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. `score` compares within one search only; 0 where nothing was ranked."""

    id: str
    kind: str
    language: str
    title: str
    snippet: tuple[Fragment, ...]
    score: float
    stored: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Results:
    """Page `page` of `pages` out of `total`; `by_words` tells whether any of them has a word that was asked.

    `facets` gives for each name its values and how many results each would leave, the other filters applied, most first; a
    value that is filtered on is listed even at 0. `suggestion` is the whole query respelled, where a word of it is unknown.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    by_words: bool = False
    page: int = 1
    pages: int = 1
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str | None = None


def page_of(query: Query, total: int) -> tuple[int, int, int]:
    """(page, pages, results a page): the nearest to what `query` asks of `total` results."""
    size = min(max(query.page_size, 1), LARGEST_PAGE)
    pages = max(1, -(-total // size))
    return min(max(query.page, 1), pages), pages, size


class SearchEngine(Protocol):
    """An index of documents. Safe to share between threads and to carry across a fork."""

    def index(self, documents: Iterable[Document]) -> None:
        """Add these documents, replacing those of the same id. Visible to every process on return. Raises Busy."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget these documents; an unknown id is no error. Raises Busy."""

    def search(self, query: Query) -> Results:
        """The results of `query`. Never raises for what a reader typed, and a page out of bounds is the nearest there is."""

    def suggest(
        self, prefix: str, language: str, limit: int = 8, *, audiences: tuple[str, ...] = (PUBLIC,)
    ) -> list[str]:
        """Titles that have a word for each word typed, the last one unfinished; titles in `language` first."""

    def complete(
        self, prefix: str, language: str, limit: int = 8, *, audiences: tuple[str, ...] = (PUBLIC,)
    ) -> list[str]:
        """Words of texts in `language` that begin so, in small letters; those of the most texts first."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Replace the whole index by these documents; how many. Readers see the old one until the new one is whole.

        `documents` is read after the start, so what is indexed or removed meanwhile is not lost. Raises Busy.
        """

    def learn(self, most: int = 50) -> int:
        """Find out what up to `most` of the documents mean that are new or changed; how many are left. Raises Busy.

        Until then they are found by their words.
        """

    def unlearned(self) -> set[str]:
        """The ids of those documents; empty where meaning plays no part."""

    def mislearned(self) -> int:
        """How many texts are known that are no more or say something else: always 0. Reads every document."""

    def count(self) -> int:
        """How many documents there are, of every audience."""

    def ids(self) -> set[str]:
        """Their ids."""
