"""Tables for spreadsheets, in which nothing a person typed can become a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a spreadsheet."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "{=")
_NEXT_CELL = re.compile(r"(;|(?<=.)[\t\r\n])(?=[=+\-@＝＋－＠])", re.DOTALL)
Cell = str | int | float | None


def harmless(cell: Cell) -> Cell:
    """`cell`, with an apostrophe before text that a spreadsheet would calculate, or that looks as if it had one already."""
    if isinstance(cell, str) and cell.lstrip("'").startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


def as_typed(text: str) -> str:
    """What `harmless` made `text` of."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA_STARTS) else text


def _harmless_in_text(cell: Cell) -> Cell:
    """The same within the text too, where a spreadsheet set to another country would see the start of a next cell."""
    if isinstance(cell, str):
        cell = _NEXT_CELL.sub(r"\1'", cell)
    return harmless(cell)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte-order mark, which is how spreadsheet programs recognise it."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (header, *rows):
        writer.writerow([_harmless_in_text(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, right_to_left: bool = False) -> bytes:
    """One sheet; strings are written as strings, never as formulas or links."""
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        if right_to_left:
            sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [harmless(cell) for cell in header], bold)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, [harmless(cell) for cell in row])
    return out.getvalue()
