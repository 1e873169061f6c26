"""The rows of a form that came back as a spreadsheet, from the cells of its sheet (core.sheet_reading)."""

from collections.abc import Sequence
from typing import Any

from cop.core.offline.book import GOES_ON, OURS
from cop.core.offline.form import IDENTITY, TAG, Cell, Filled
from cop.core.sheets import as_typed


def items_in_book(rows: Sequence[Sequence[Cell]]) -> Filled:
    """The identity, and the rows below each tag; rows that people put in belong to the item above them."""
    identity, items = "", []
    here: list[list[Any]] | None = None
    for first, *cells in rows:
        said = first if isinstance(first, str) else ""
        if found := IDENTITY.fullmatch(said):
            identity = found[1]
        elif found := TAG.fullmatch(said):
            here = []
            items.append((found[1], here))
        elif said == GOES_ON and here and here[-1]:
            here[-1][0] = f"{here[-1][0]}{_typed(cells[0]) or ''}"
        elif said != OURS and here is not None:
            here.append([_typed(cell) for cell in cells])
    return Filled(identity, items)


def _typed(cell: Cell) -> Cell:
    return as_typed(cell) if isinstance(cell, str) else cell
