"""What tantivy keeps as one document: the texts of one group, in all their languages, for one audience.

It counts and ranks millions in place but cannot take two of its documents for one; so what is one result is one document.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cop.core.search.kept import SEPARATOR, plain
from cop.core.search.port import Document


@dataclass(frozen=True, slots=True)
class Unit:
    """The `documents` that share a `key`."""

    key: str
    documents: tuple[Document, ...]


def key_of(document: Document) -> str:
    return plain(f"{document.audience}{SEPARATOR}{document.group or document.id}")


def units_of(documents: Iterable[Document]) -> list[Unit]:
    """All of them, by their keys."""
    found: dict[str, list[Document]] = {}
    for document in documents:
        found.setdefault(key_of(document), []).append(document)
    return [Unit(key, tuple(texts)) for key, texts in found.items()]


def neighbours(documents: Iterable[Document]) -> Iterator[Unit]:
    """Units of what stands together in a long row: none of it but the present unit is held in memory."""
    for key, texts in groupby(documents, key_of):
        yield Unit(key, tuple(texts))
