"""The tables of a form that came back as a Word document, for a child process (core.child).

What is struck out while changes are tracked is not there; what was put in is.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from cop.core.offline.form import IDENTITY, TAG
from cop.core.xml_reading import tree_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAID_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STANDS_FOR = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
MOST_BYTES, MOST_DEPTH = 20_000_000, 200


def items_in_word(content: bytes, most_rows: int) -> list[Any]:
    """The identity, and a [tag, rows of texts] for each table that has a tag. ValueError when it is no Word document."""
    body = _document(content).find(f"{_W}body")
    if body is None:
        raise ValueError("no body")
    identity, items, rows_left = "", [], most_rows
    for block in _blocks(body):
        if block.tag == f"{_W}p":
            found = IDENTITY.search(_text(block))
            identity = found[1] if found else identity
            continue
        rows = [[_cell(cell) for cell in _within(row, "tc")] for row in _within(block, "tr")]
        rows_left -= len(rows)
        if rows_left < 0:
            raise ValueError("too many rows")
        tag = TAG.search("\n".join(rows[0])) if rows else None
        if tag:
            items.append([tag[1], rows[1:]])
    return [identity, items]


def _document(content: bytes) -> ET.Element:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("word/document.xml") as part:
            text = part.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(str(error)) from None
    return tree_of(text, most_bytes=MOST_BYTES, most_depth=MOST_DEPTH)


def _blocks(element: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs and tables, also those that a program has put into a frame of its own."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag != _SAID_TWICE:
            yield from _blocks(child)


def _within(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, not those of a table inside them."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag not in (f"{_W}tc", f"{_W}tbl", _SAID_TWICE):
            yield from _within(child, name)


def _cell(cell: ET.Element) -> str:
    return "\n".join(_text(paragraph) for paragraph in _paragraphs(cell))


def _paragraphs(element: ET.Element) -> Iterator[ET.Element]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag != _SAID_TWICE:
            yield from _paragraphs(child)


def _text(element: ET.Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _STANDS_FOR:
            yield _STANDS_FOR[child.tag]
        elif child.tag not in (_SAID_TWICE, f"{_W}pPr", f"{_W}rPr"):
            yield from _pieces(child)
