"""A workbook of practices read back: its cells by sheet in, plain practices with the row each came from out."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cop.articles.exchange.plain import FACTS, HEAD, LISTS, Plain
from cop.articles.exchange.workbook import PICTURE, PRACTICES, groups, items_outside_groups
from cop.articles.rules.template import Item, Kind
from cop.core.forms import strip
from cop.core.sheets import as_typed
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import country_code
from cop.taxonomy.sorting import folded
from cop.taxonomy.terms import vocabulary

Cells = Mapping[str, Sequence[Sequence[Any]]]
Row = Mapping[str, Any]
FIRST_ROW = 3
"""The first two say what the columns are."""


def practices_in(sheets: Cells) -> list[tuple[int, Plain]]:
    """(row of the sheet, practice) of each; raises ValueError when there is no sheet of practices."""
    if PRACTICES not in sheets or not sheets[PRACTICES]:
        raise ValueError(PRACTICES)
    below = {group.code: _by_practice(sheets.get(group.code, ())) for group in groups()}
    found = []
    for number, row in _rows(sheets[PRACTICES]):
        own = {code: rows.get(_name(row.get("practice")), []) for code, rows in below.items()}
        found.append((number, _practice(row, own)))
    return found


def _rows(cells: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Row]]:
    """(number, cells by the code of their column) of every row that has something in it; pieces of a text are put together."""
    if not cells:
        return
    heads = [str(cell or "") for cell in cells[0]]
    for number, cells_of_row in enumerate(cells[FIRST_ROW - 1 :], FIRST_ROW):
        row: dict[str, Any] = {}
        for head, cell in zip(heads, cells_of_row, strict=False):
            if cell is None or not head:
                continue
            code, _plus, part = head.partition("+")
            value = as_typed(cell) if isinstance(cell, str) else cell
            row[code] = f"{row.get(code, '')}{value}" if part else value
        if row:
            yield number, {code: strip(value) for code, value in row.items()}


def _by_practice(cells: Sequence[Sequence[Any]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for number, row in _rows(cells):
        found.setdefault(_name(row.get("practice")), []).append({"key": f"r{number}", **row})
    return found


def _name(value: Any) -> str:
    """What links a row to its practice: a number or any word."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _practice(row: Row, below: Mapping[str, list[Row]]) -> Plain:
    about = {name: _fact(name, row[name]) for name in FACTS if name in row}
    details: Plain = {
        item.code: value_in(item, row[item.code])
        for item in items_outside_groups()
        if not item.is_text and item.code in row
    }
    for group in groups():
        if below[group.code]:
            details[group.code] = [_group_row(one, group.items) for one in below[group.code]]
    texts = {language: text for language in LANGUAGES if (text := _text(language, row, below))}
    practice = {
        "original": _text_in(row.get("original")),
        "about": about,
        "details": {code: value for code, value in details.items() if value not in (None, "", [])},
        "texts": texts,
    }
    whole = {name: _whole(row[name]) for name in ("id",) if name in row}
    return practice | whole | _mark(row) | _picture(row)


def _mark(row: Row) -> Plain:
    return {"mark": _text_in(row["mark"])} if "mark" in row else {}


def _picture(row: Row) -> Plain:
    said = {code.partition(".")[2]: _text_in(row[code]) for code in PICTURE if row.get(code)}
    return {"picture": said} if "file" in said else {}


def _group_row(row: Row, items: Sequence[Item]) -> Plain:
    facts = {i.code: value_in(i, row[i.code]) for i in items if not i.is_text and i.code in row}
    return {"key": _name(row["key"]), **{c: v for c, v in facts.items() if v not in (None, "", [])}}


def _text(language: str, row: Row, below: Mapping[str, list[Row]]) -> Plain:
    """The words in one language; nothing where none were written."""
    head = {name: _text_in(row.get(f"{name}.{language}")) for name in HEAD}
    content: Plain = {
        item.code: said
        for item in items_outside_groups()
        if item.is_text and (said := _text_in(row.get(f"{item.code}.{language}")))
    }
    for group in groups():
        texts = {
            _name(one["key"]): words
            for one in below[group.code]
            if (words := _words(one, group.items, language))
        }
        content |= {group.code: texts} if texts else {}
    return {**head, "content": content} if content or any(head.values()) else {}


def _words(row: Row, items: Sequence[Item], language: str) -> dict[str, str]:
    said = {item.code: _text_in(row.get(f"{item.code}.{language}")) for item in items if item.is_text}
    return {code: words for code, words in said.items() if words}


def _fact(name: str, value: Any) -> Any:
    if name in LISTS:
        kind = name if name in ("themes", "sectors", "sdg_targets") else ""
        return [_code(kind, one) for one in _lines(value)]
    return _text_in(value) if name == "lead" else _whole(value)


def value_in(item: Item, value: Any) -> Any:  # noqa: PLR0911 - one line for each kind of answer
    """What a cell answers to an item; what is no such answer stays as it is, for whoever checks."""
    match item.kind:
        case Kind.WHOLE:
            return _whole(value)
        case Kind.NUMBER:
            return _number(value)
        case Kind.NAMES:
            return _lines(value)
        case Kind.TERMS:
            return [_code(item.vocabulary, one) for one in _lines(value)]
        case Kind.TERM:
            return _code(item.vocabulary, _text_in(value))
        case Kind.COUNTRY:
            return _code("", _text_in(value))
        case Kind.YES:
            return bool(value) or None
    return _name(value) if isinstance(value, float) else _text_in(value)


def _text_in(value: Any) -> str:
    return "" if value is None else _name(value)


def _whole(value: Any) -> Any:
    text = _name(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else value


def _number(value: Any) -> Any:
    return f"{Decimal(repr(value)):f}" if isinstance(value, int | float) else value


def _lines(value: Any) -> list[str]:
    return [line.strip() for line in _text_in(value).split("\n") if line.strip()]


def _code(name: str, text: str) -> str:
    """The code that people mean: the code itself, or a label in any of our languages; countries where `name` is none."""
    if not name:
        return country_code(text) or text
    terms = vocabulary(name)
    if text in terms or not text:
        return text
    said = folded(text)
    matches = (c for c, term in terms.terms.items() if said in map(folded, term.labels.values()))
    return next(matches, text)
