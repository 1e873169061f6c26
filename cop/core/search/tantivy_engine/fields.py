"""What tantivy keeps of a unit. A change here needs another VERSION of the engine."""

import json
from dataclasses import asdict
from functools import cache
from typing import Any, TypedDict

from tantivy import Document as Row
from tantivy import Schema, SchemaBuilder

from cop.core.search.analysis import ANALYSED, analyse, analysed_as
from cop.core.search.folding import fold
from cop.core.search.kept import BREAK, SEPARATOR, plain
from cop.core.search.meaning.keys import key_of
from cop.core.search.port import Document
from cop.core.search.respelling import spellings
from cop.core.search.tantivy_engine.units import Unit

LATER_THAN_ALL = 10**14
"""A level weighs more than any date; both fit one number."""
_NAMES = ("unit", "id", "key", "audience", "facet", "keyword", "title_word", "spelled", "written")


def body_field(language: str) -> str:
    """The field with the texts of one language: each has its own, so that lengths and stems are never mixed."""
    return f"body_{language}"


def key_field(language: str) -> str:
    """The field with the key of a unit's text in one language: read in one go of thousands of units."""
    return f"key_{language}"


@cache
def schema() -> Schema:
    """The fields. Bodies are ready terms with spaces between: the analyser is ours, not tantivy's."""
    builder = SchemaBuilder()
    for language in ANALYSED:
        builder.add_text_field(body_field(language), tokenizer_name="whitespace", index_option="position")
    for name in _NAMES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for language in ANALYSED:
        builder.add_unsigned_field(key_field(language), fast=True)
    builder.add_integer_field("date", fast=True)
    builder.add_integer_field("level", fast=True)
    builder.add_bytes_field("texts", stored=True)
    builder.add_bytes_field("kept", stored=True)
    return builder.build()


def as_row(unit: Unit) -> Row:
    """`unit` as tantivy takes it. What its texts share is read from the first."""
    row = Row()
    texts: dict[str, Short] = {}
    for document in unit.documents:
        said = _add_text(row, document)
        texts[analysed_as(document.language)] = {"key": key_of(document.id), "title": said}
    for spoken, text in texts.items():
        row.add_unsigned(key_field(spoken), text["key"])
    first = unit.documents[0]
    row.add_text("unit", unit.key)
    row.add_text("audience", plain(first.audience))
    for keyword in dict.fromkeys(first.keywords):
        row.add_text("keyword", plain(keyword))
    for name, values in first.every_facet.items():
        for value in values:
            row.add_text("facet", plain(f"{name}{SEPARATOR}{value}"))
    latest = max(_instant(document) for document in unit.documents)
    row.add_integer("date", latest)
    row.add_integer("level", first.level * LATER_THAN_ALL + latest)
    row.add_bytes("texts", json.dumps(texts).encode())
    row.add_bytes("kept", json.dumps([asdict(document) for document in unit.documents]).encode())
    return row


def _add_text(row: Row, document: Document) -> list[str]:
    """Add the terms of one text; those of its title."""
    spoken = analysed_as(document.language)
    title, body = analyse(document.title, spoken), analyse(document.body, spoken)
    said = [token.term for token in title]
    row.add_text("id", plain(document.id))
    row.add_text("key", str(key_of(document.id)))
    row.add_text(body_field(spoken), " ".join([*said, BREAK, *(token.term for token in body)]))
    for token in title:
        row.add_text("title_word", fold(document.title[token.start : token.end]))
    known = spellings(document.title, title) | spellings(document.body, body)
    for folded in {word.folded for word in known}:
        row.add_text("spelled", folded)
    for word in known:
        row.add_text("written", SEPARATOR.join((spoken, word.folded, word.written)))
    return said


def _instant(document: Document) -> int:
    """The date as a number that orders alike: 2026-11-25T09:30 is 20261125093000."""
    digits = "".join(
        sign for sign in document.stored.get("date", "")[:19] if sign.isascii() and sign.isdigit()
    )
    return int(digits[:14].ljust(14, "0"))


class Short(TypedDict):
    """Of a text, what its place among others depends on: its key, and the terms of its title."""

    key: int
    title: list[str]


def texts_of(row: Row) -> dict[str, Short]:
    """The texts of a unit by their languages."""
    texts: dict[str, Short] = json.loads(row.get_first("texts") or b"{}")
    return texts


def documents_of(row: Row) -> list[dict[str, Any]]:
    """The documents of a unit, as they were given."""
    documents: list[dict[str, Any]] = json.loads(row.get_first("kept") or b"[]")
    return documents
