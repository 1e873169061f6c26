"""What whoosh keeps of a document. A change here needs another VERSION, so that old indexes are made anew, not misread."""

from functools import lru_cache
from typing import Any

from whoosh.analysis import IDAnalyzer
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, STORED, FieldType, Schema
from whoosh.formats import Existence, Positions

from cop.core.search.analysis import ANALYSED, Token, analyse, analysed_as
from cop.core.search.folding import fold
from cop.core.search.port import Document
from cop.core.search.spelling import slips_allowed

VERSION = "2"
SEPARATOR = "\x1f"
BREAK = "\n"  # between title and body: no word is this, so no phrase runs from one into the other
AUDIENCE = "_audience"
SPOKEN = "_spoken"


def body_field(language: str) -> str:
    """The field with the texts of one language: each has its own, so that lengths and stems are never mixed."""
    return f"body_{language}"


def schema() -> Schema:
    """The fields. All are given as ready lists of terms: the analyser is ours, not whoosh's."""
    bodies = {body_field(language): _field(Positions(), scorable=True) for language in ANALYSED}
    return Schema(
        id=_field(Existence()),
        number_id=COLUMN(VarBytesColumn()),
        group=COLUMN(VarBytesColumn()),
        date=COLUMN(VarBytesColumn()),
        title_terms=COLUMN(VarBytesColumn()),
        facet=_field(Existence()),
        keyword=_field(Existence()),
        title_word=_field(Existence()),
        spelled=_field(Existence()),
        kept=STORED(),
        **bodies,
    )


def _field(form: Existence | Positions, *, scorable: bool = False) -> FieldType:
    return FieldType(format=form, analyzer=IDAnalyzer(), scorable=scorable)  # type: ignore[arg-type]


def as_fields(document: Document) -> dict[str, Any]:
    """The values of each field for `document`."""
    spoken = analysed_as(document.language)
    title = analyse(document.title, spoken)
    body = analyse(document.body, spoken)
    return {
        "id": [document.id],
        "number_id": document.id.encode(),
        "group": (document.group or document.id).encode(),
        "date": document.stored.get("date", "").encode(errors="replace"),
        "title_terms": " ".join([spoken, *(token.term for token in title)]).encode(),
        "facet": _facets(document, spoken),
        "keyword": [_plain(keyword) for keyword in dict.fromkeys(document.keywords)],
        "title_word": [fold(document.title[token.start : token.end]) for token in title],
        "spelled": _spelled(document.title, title) + _spelled(document.body, body),
        "kept": {
            "id": document.id,
            "kind": document.kind,
            "language": document.language,
            "title": document.title,
            "body": document.body,
            "stored": dict(document.stored),
        },
        body_field(spoken): [*(token.term for token in title), BREAK, *(token.term for token in body)],
    }


def _facets(document: Document, spoken: str) -> list[str]:
    facets = {**document.every_facet, AUDIENCE: (document.audience,), SPOKEN: (spoken,)}
    return [_plain(f"{name}{SEPARATOR}{value}") for name, values in facets.items() for value in values]


def _plain(text: str) -> str:
    """Text that a file can hold: a lone surrogate becomes a question mark."""
    return text.encode(errors="replace").decode()


@lru_cache(maxsize=16_384)
def label_terms(keyword: str, language: str) -> frozenset[str]:
    """The terms by which readers of `language` find a label: nobody says which language it is in."""
    return frozenset(token.term for token in analyse(keyword, language) if not token.is_stop)


def _spelled(text: str, tokens: list[Token]) -> list[str]:
    """Whole words worth proposing to someone who mistyped."""
    written = {text[token.start : token.end].lower() for token in tokens if not token.is_stop}
    folded = {word: fold(word) for word in written}
    return [f"{plain}{SEPARATOR}{word}" for word, plain in folded.items() if slips_allowed(plain)]
