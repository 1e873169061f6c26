"""From a question to what its page shows: each practice once, in the best of its languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from cop.core import i18n, web
from cop.core.search.port import Fragment, Hit, Query, Results
from cop.kernel.translated import direction
from cop.search.asking import FACETS, Asked
from cop.search.engine import engine
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary

PAGE_SIZE = 10
MOST_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A practice found: the text that fits best, with the passage that shows why."""

    title: str
    url: str
    language: str
    snippet: tuple[Fragment, ...]

    @property
    def direction(self) -> str:
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet and how many results it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `corrected` is the respelled question that was asked instead, because nothing was found literally."""

    hits: tuple[Found, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    suggestion: str | None = None
    corrected: str | None = None


def answer(asked: Asked, *, labels: Mapping[str, str], literally: bool = False) -> Answer:
    """The results for a reader of the page's language; `labels` name the facets."""
    results, corrected = _search(asked, asked.text, literally=literally), None
    if not results.by_words and results.suggestion and not literally:
        corrected = results.suggestion
        results = _search(asked, corrected)
    return Answer(
        hits=tuple(_found(hit) for hit in results.hits),
        total=results.total,
        page=results.page,
        pages=results.pages,
        facets=tuple(_facet(name, labels[name], asked, results) for name in FACETS),
        suggestion=None if corrected else results.suggestion,
        corrected=corrected,
    )


def _search(asked: Asked, text: str, *, literally: bool = False) -> Results:
    query = Query(
        text=text,
        language=web.language(),
        filters=asked.chosen,
        page=asked.page,
        page_size=PAGE_SIZE,
        literal=literally,
    )
    return engine().search(query)


def _found(hit: Hit) -> Found:
    url = url_for("articles.article_show", article_id=int(hit.stored["article"]), slug=hit.stored["slug"])
    return Found(hit.title, url, hit.language, hit.snippet)


def _facet(name: str, label: str, asked: Asked, results: Results) -> Facet:
    chosen = asked.chosen[name]
    counts = dict(results.facets.get(name, ()))
    values = [*chosen, *(value for value in counts if value not in chosen)][:MOST_OPTIONS]
    options = tuple(Option(v, value_label(name, v), counts.get(v, 0), v in chosen) for v in values)
    return Facet(name, label, options)


def value_label(name: str, value: str) -> str:
    """What a facet's value is called."""
    if name == "country":
        return country_name(value, web.language())
    return i18n.language_name(value, own=False) if name == "language_of" else _theme(value)


def _theme(code: str) -> str:
    return vocabulary("themes").label(code, web.language())
