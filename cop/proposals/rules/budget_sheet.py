"""A budget that was filled in as a spreadsheet: its lines, or what is wrong in which row and column; and what it would change."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Generic, TypeVar

from cop.kernel.messages import N_, Message, say
from cop.kernel.numbers import parse_number, western_digits

FIRST_COLUMNS = ("heading", "description", "unit", "quantity", "rate", "funder", "is_in_kind")
"""What every sheet has, from the left."""
COLUMNS = (*FIRST_COLUMNS, "year", "partner_key", "currency", "funder_name")
"""As a sheet of today has them; an older one lacks the last ones, and its lines are the lead's, in the call's currency."""
MOST_FUNDER = 200
MOST_QUANTITY, MOST_RATE = 10_000_000, 1_000_000_000
MOST_DESCRIPTION, MOST_UNIT = 300, 60
LETTERS = "ABCDEFGHIJK"
Cell = str | int | float | None
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Words:
    """What a cell may say, folded, for each value: in all languages, because a team works in several.

    `years` is the last one of the longest project; `columns` are the names that the head may have.
    """

    headings: Mapping[str, str]
    funders: Mapping[str, str]
    yes_or_no: Mapping[str, bool]
    partners: Mapping[str, str]
    currencies: Mapping[str, str]
    years: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell: its letter and row as the spreadsheet has them, and the column's name in `COLUMNS`."""

    letter: str
    row: int
    column: str
    cell: str
    message: Message


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A budget line as a sheet has it."""

    heading: str
    description: str
    unit: str
    quantity: Decimal
    rate: Decimal
    funder: str
    is_in_kind: bool
    year: int = 1
    partner_key: str = ""
    currency: str = ""
    funder_name: str = ""


@dataclass(frozen=True, slots=True)
class Change(Generic[Line]):
    """A line that is `kept`, `gone` or `new`."""

    kind: str
    line: Line | SheetLine


def fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def columns_in(head: Sequence[Cell], words: Words) -> list[str]:
    """The names of the columns from the left, up to the first that is none of a line's; none where some are missing."""
    columns: list[str] = []
    for cell in head:
        name = words.columns.get(fold(cell)) if isinstance(cell, str) else None
        if name is None or name in columns:
            break
        columns.append(name)
    return columns if {*FIRST_COLUMNS} <= {*columns} else []


def read_lines(
    rows: Sequence[Sequence[Cell]], *, words: Words, language: str
) -> tuple[list[SheetLine], list[Fault]]:
    """The lines below the head that are whole, and every fault of the others. Numbers that are text are read in `language`."""
    columns = columns_in(rows[0], words)
    lines: list[SheetLine] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(columns, [*row, *[None] * len(columns)], strict=False))
        if all(cells[name] in (None, "") for name in ("description", "quantity", "rate")):
            continue
        read = {name: _read(name, cells[name], words, language) for name in columns}
        for letter, (name, value) in zip(LETTERS, read.items(), strict=False):
            if isinstance(value, Message):
                faults.append(Fault(letter, number, name, _shown(cells[name]), value))
        if not any(isinstance(value, Message) for value in read.values()):
            lines.append(_line(read))
    return lines, faults


def _line(read: Mapping[str, Any]) -> SheetLine:
    line = SheetLine(**read)
    return line if line.funder == "other" else replace(line, funder_name="")


def _shown(cell: Cell) -> str:
    return "" if cell is None else _plain_text(cell)[:60]


def _read(name: str, cell: Cell, words: Words, language: str) -> Any:  # noqa: PLR0911 - one line a column
    """The value of a cell, or a Message that says why it has none."""
    match name:
        case "heading":
            return _choice(cell, words.headings)
        case "funder":
            return _choice(cell, {"": "grant", **words.funders})
        case "is_in_kind":
            return cell if isinstance(cell, bool) else _choice(cell, {"": False, **words.yes_or_no})
        case "partner_key":
            return _choice(cell, {"": "", **words.partners})
        case "currency":
            return _choice(cell, {"": "", **words.currencies})
        case "year":
            return _choice(cell, {"": 1, **{str(year): year for year in range(1, words.years + 1)}})
        case "funder_name":
            return _text(cell, MOST_FUNDER, is_needed=False)
        case "quantity" | "rate":
            return _amount(cell, MOST_QUANTITY if name == "quantity" else MOST_RATE, language)
    return _text(cell, MOST_UNIT if name == "unit" else MOST_DESCRIPTION, is_needed=name == "description")


def _choice(cell: Cell, values: Mapping[str, Any]) -> Any:
    if cell in (None, ""):
        return values[""] if "" in values else say(N_("Please answer this."))
    return values.get(fold(western_digits(_plain_text(cell))), say(N_("This is not one of the choices.")))


def _plain_text(cell: Cell) -> str:
    """A whole number without its point: a sheet knows only one kind of number, and `2` may be part of a name."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _text(cell: Cell, most: int, *, is_needed: bool) -> str | Message:
    text = "" if cell is None else _plain_text(cell)
    if is_needed and not text:
        return say(N_("Please answer this."))
    return text if len(text) <= most else say(N_("At most %(max)d characters."), max=most)


def _amount(cell: Cell, most: int, language: str) -> Decimal | Message:
    if cell in (None, ""):
        return say(N_("Please answer this."))
    try:
        value = parse_number(str(cell), language) if isinstance(cell, str | bool) else _exact(cell)
    except ValueError:
        return say(N_("Write a number, for example %(example)s."), example=Decimal("1234.5"))
    if not 0 <= value <= most:
        return say(N_("Number must be between %(min)s and %(max)s."), min=Decimal(0), max=Decimal(most))
    if value != round(value, 2):
        return say(N_("At most two decimals."))
    return value


def _exact(cell: float | None) -> Decimal:
    """A number as it is shown: sheets reckon in binary, where 0.1 + 0.2 is a little more than 0.3. Raises ValueError."""
    if math.isnan(cell or 0):
        raise ValueError(cell)
    return Decimal(repr(round(cell or 0, 6)))


def same_lines(before: Sequence[Line], after: Sequence[SheetLine]) -> dict[int, int]:
    """Which of the lines `after` is which of `before`, by their places: equal ones, and changed ones that stand alike."""
    same: dict[int, int] = {}
    for tag, i, i_end, j, j_end in _steps(before, after):
        if tag in ("equal", "replace"):
            same.update(zip(range(j, j_end), range(i, i_end), strict=False))
    return same


def _steps(before: Sequence[Line], after: Sequence[SheetLine]) -> Sequence[tuple[str, int, int, int, int]]:
    old = [tuple(getattr(line, name) for name in COLUMNS) for line in before]
    new = [tuple(getattr(line, name) for name in COLUMNS) for line in after]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def difference(before: Sequence[Line], after: Sequence[SheetLine]) -> Iterator[Change[Line]]:
    """What `after` would make of the lines `before`, which have the same columns, in the order of both."""
    for tag, i, i_end, j, j_end in _steps(before, after):
        if tag == "equal":
            yield from (Change("kept", line) for line in after[j:j_end])
        else:
            yield from (Change("gone", line) for line in before[i:i_end])
            yield from (Change("new", line) for line in after[j:j_end])
