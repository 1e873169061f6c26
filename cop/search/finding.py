"""From a question to what its page shows: each thing once, in the best of its languages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from cop.articles.rules.evidence import EVIDENCE_TAGS
from cop.core import i18n, web
from cop.core.search.asking import take_apart
from cop.core.search.port import LARGEST_PAGE, Fragment, Hit, Query, Results
from cop.kernel.actor import Actor
from cop.kernel.facets import Facet
from cop.kernel.messages import Message, say
from cop.kernel.translated import direction
from cop.search.asking import ORDERS, Asked
from cop.search.engine import engine
from cop.search.facets import facets_of, value_label
from cop.search.kinds import address_of
from cop.search.rules import audiences_of, call_standing
from cop.search.widening import Wider, wider

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found: the text that fits best, with the passage that shows why."""

    hit: Hit
    url: str
    standing: tuple[Message, str] | None

    @property
    def title(self) -> str:
        return self.hit.title

    @property
    def language(self) -> str:
        return self.hit.language

    @property
    def snippet(self) -> tuple[Fragment, ...]:
        return self.hit.snippet

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def title_language(self) -> str | None:
        """A name is in no language, and a document may go by its one title in every language."""
        if self.hit.kind in {"organisation", "person"}:
            return None
        return self.hit.stored.get("title_language", self.language)

    @property
    def mark(self) -> str | None:
        """The language of what is found, where that is not the reader's."""
        spoken = self.title_language or self.language
        return i18n.language_name(spoken, own=False) if spoken != web.language() else None

    @property
    def kind(self) -> str | None:
        """What it is, unless it is what most are."""
        return None if self.hit.kind == "practice" else value_label("kind", self.hit.kind)

    @property
    def evidence(self) -> str | None:
        """How far a practice is proven."""
        level = self.hit.stored.get("evidence")
        return i18n.sentence(say(EVIDENCE_TAGS[level])) if level else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `corrected` is the respelled question that was asked instead, because nothing was found literally.

    Where nothing was found, `wider` are questions that would find something. Where words were asked and nothing has one of
    them, it is not `is_by_words`: all that was found is near in meaning.
    """

    hits: tuple[Found, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    suggestion: str | None = None
    corrected: str | None = None
    wider: tuple[Wider, ...] = ()
    is_by_words: bool = True


def answer(asked: Asked) -> Answer:
    """The results for whoever reads the page."""
    results, corrected = search(asked), None
    if not results.by_words and results.suggestion and not asked.is_literal:
        corrected = results.suggestion
        better = search(asked.with_text(corrected))
        if better.by_words:
            results = better
        else:
            corrected, results = None, replace(results, suggestion=corrected)
    return Answer(
        hits=tuple(_found(hit) for hit in results.hits),
        total=results.total,
        page=results.page,
        pages=results.pages,
        facets=facets_of(asked, results),
        suggestion=None if corrected else results.suggestion,
        corrected=corrected,
        wider=() if results.total else wider(asked, lambda question: search(question, page_size=1).total),
        is_by_words=results.by_words or not take_apart(asked.text, web.language()).words,
    )


def search(
    asked: Asked,
    *,
    actor: Actor | None = None,
    language: str | None = None,
    page_size: int = PAGE_SIZE,
) -> Results:
    """What the engine finds for the reader of the page, or for another `actor` and `language`."""
    query = Query(
        text=asked.text,
        language=language or web.language(),
        filters=asked.chosen,
        page=asked.page,
        page_size=page_size,
        audiences=audiences_of(actor or web.actor()),
        order=ORDERS[asked.order],
        literal=asked.is_literal,
    )
    return engine().search(query)


def every_hit(asked: Asked, most: int, *, actor: Actor | None = None) -> Iterator[Hit]:
    """The first `most` results of a question, page by page."""
    page, given = 1, 0
    while given < most:
        results = search(replace(asked, page=page), actor=actor, page_size=LARGEST_PAGE)
        yield from results.hits[: most - given]
        given += len(results.hits)
        if page >= results.pages:
            return
        page += 1


def _found(hit: Hit) -> Found:
    return Found(hit, address_of(hit.kind, hit.stored), _standing(hit, web.now()))


def _standing(hit: Hit, now: datetime) -> tuple[Message, str] | None:
    """Whether a call is open, and the kind of tag that says so."""
    if hit.kind != "call":
        return None
    opens, closes = (datetime.fromisoformat(hit.stored[name]) for name in ("opens", "closes"))
    return call_standing(opens, closes, now)
