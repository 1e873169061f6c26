"""What is in a spreadsheet, for a child process (core.child): this module imports nothing else of ours."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

MOST_SHEETS = 40


def cells_of(content: bytes, most_rows: int, most_columns: int) -> list[list[Any]]:
    """The first sheet's cells, from its first row and column: texts, numbers, yes and no, None. ValueError when it is no sheet.

    What a workbook unpacks to has no limit of its own.
    """
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=most_rows)
    except (CalamineError, IndexError) as error:
        raise ValueError(str(error)) from None
    return [list(_plain(row[:most_columns])) for row in rows]


def sheets_of(content: bytes, most_rows: int, most_columns: int) -> dict[str, list[list[Any]]]:
    """The same of every sheet, by its name."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names[:MOST_SHEETS]}
        return {
            name: [
                list(_plain(row[:most_columns]))
                for row in sheet.to_python(skip_empty_area=False, nrows=most_rows)
            ]
            for name, sheet in sheets.items()
        }
    except CalamineError as error:
        raise ValueError(str(error)) from None


def _plain(row: Sequence[Any]) -> Iterator[Any]:
    for cell in row:
        yield None if cell == "" else cell if isinstance(cell, str | int | float) else str(cell)
