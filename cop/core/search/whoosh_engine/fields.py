"""What whoosh keeps of a document. A change here needs another VERSION of the engine."""

from typing import Any

from whoosh.analysis import IDAnalyzer
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, STORED, FieldType, Schema
from whoosh.formats import Existence, Positions

from cop.core.search.analysis import ANALYSED, analyse, analysed_as
from cop.core.search.folding import fold
from cop.core.search.kept import BREAK, SEPARATOR, kept, plain
from cop.core.search.port import Document
from cop.core.search.respelling import spellings

AUDIENCE = "_audience"
SPOKEN = "_spoken"


def body_field(language: str) -> str:
    """The field with the texts of one language: each has its own, so that stems are never mixed."""
    return f"body_{language}"


def schema() -> Schema:
    """The fields. All are given as ready lists of terms: the analyser is ours, not whoosh's."""
    bodies = {body_field(language): _field(Positions()) for language in ANALYSED}
    return Schema(
        id=_field(Existence()),
        number_id=COLUMN(VarBytesColumn()),
        group=COLUMN(VarBytesColumn()),
        date=COLUMN(VarBytesColumn()),
        level=COLUMN(NumericColumn("B")),
        length=COLUMN(NumericColumn("I")),  # exact, as whoosh's own are not
        title_terms=COLUMN(VarBytesColumn()),
        facet=_field(Existence()),
        keyword=_field(Existence()),
        title_word=_field(Existence()),
        spelled=_field(Existence()),
        kept=STORED(),
        **bodies,
    )


def _field(form: Existence | Positions) -> FieldType:
    return FieldType(format=form, analyzer=IDAnalyzer(), scorable=False)  # type: ignore[arg-type]


def as_fields(document: Document) -> dict[str, Any]:
    """The values of each field for `document`."""
    spoken = analysed_as(document.language)
    title = analyse(document.title, spoken)
    body = analyse(document.body, spoken)
    said = [*(token.term for token in title), BREAK, *(token.term for token in body)]
    known = spellings(document.title, title) | spellings(document.body, body)
    return {
        "id": [document.id],
        "number_id": document.id.encode(),
        "group": (document.group or document.id).encode(),
        "date": document.stored.get("date", "").encode(errors="replace"),
        "level": document.level,
        "length": len(said),
        "title_terms": " ".join([spoken, *(token.term for token in title)]).encode(),
        "facet": _facets(document, spoken),
        "keyword": [plain(keyword) for keyword in dict.fromkeys(document.keywords)],
        "title_word": [fold(document.title[token.start : token.end]) for token in title],
        "spelled": [f"{word.folded}{SEPARATOR}{word.written}" for word in known],
        "kept": kept(document),
        body_field(spoken): said,
    }


def _facets(document: Document, spoken: str) -> list[str]:
    facets = {**document.every_facet, AUDIENCE: (document.audience,), SPOKEN: (spoken,)}
    return [plain(f"{name}{SEPARATOR}{value}") for name, values in facets.items() for value in values]
