"""A form as a spreadsheet: one sheet from top to bottom, a hidden first column that says what each row is."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from cop.core.offline.form import Cell, Item, OfflineForm
from cop.core.sheets import harmless

OURS, GOES_ON = "i", "+"
"""In the first column: a row of ours with nothing to write in; a row that goes on with the text of the one above."""
MOST_IN_CELL = 16_000
"""A spreadsheet's cell takes 32,767 units of UTF-16, of which a letter may need two."""
_LISTS = "Lists"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_WIDE, _NARROW = 64, 24
_BOX = {"border": 1, "border_color": "#8896A4", "text_wrap": True, "valign": "top"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "part": {"bold": True, "font_size": 13, "text_wrap": True},
    "label": {"bold": True, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"},
    "note": {"font_color": "#444444", "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bg_color": "#F5F7F9", **_BOX},
    "text": {"num_format": "@", **_BOX},
    "number": {"num_format": "#,##0.00", **_BOX},
}


def as_book(form: OfflineForm) -> bytes:
    """The XLSX file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        _Writer(book, form).write()
    return out.getvalue()


class _Writer:
    """Writes row after row; `at` is the next one."""

    def __init__(self, book: Any, form: OfflineForm) -> None:
        self.form, self.at, self.lists_used = form, 0, 0
        self.sheet, self.lists = book.add_worksheet(), book.add_worksheet(_LISTS)
        self.looks = {name: book.add_format(look) for name, look in _LOOKS.items()}

    def write(self) -> None:
        form = self.form
        self.lists.hide()
        if form.is_rtl:
            self.sheet.right_to_left()
        self.sheet.set_column(0, 0, 12, None, {"hidden": True})
        self.sheet.set_column(1, 1, _WIDE)
        self.sheet.set_column(2, 9, _NARROW)
        self.ours(form.title, "title", first=f"[form {form.identity}]")
        for note in (form.subtitle, *form.notes):
            self.ours(note, "note")
        for part in form.parts:
            self.ours("", "note")
            self.ours(part.title, "part")
            for note in part.notes:
                self.ours(note, "note")
            for item in part.items:
                self.item(item)

    def ours(self, text: str, look: str, *, first: str = OURS) -> None:
        self.put([first])
        self.sheet.write_string(self.at, 1, str(harmless(text)), self.looks[look])
        if look != "title":
            self.sheet.set_row(self.at, 15.5 * (1 + len(text) // _WIDE))
        self.at += 1

    def put(self, cells: Sequence[Cell], look: str = "") -> None:
        """Cells from the first column on."""
        for place, cell in enumerate(cells):
            if isinstance(cell, str) or cell is None:
                self.sheet.write_string(self.at, place, str(harmless(cell or "")), self.looks.get(look))
            else:
                self.sheet.write_number(self.at, place, cell, self.looks["number"])

    def item(self, item: Item) -> None:
        self.ours("", "note")
        self.ours(item.label, "label", first=f"[{item.tag}]" if item.tag else OURS)
        for note in item.notes:
            self.ours(note, "note")
        if item.heads:
            self.put(["", *item.heads], "head")
            self.at += 1
            self.table(item)
            return
        for row in item.rows:
            self.text(str(row[0] or ""), item.lines)

    def text(self, text: str, lines: int) -> None:
        pieces = [text[i : i + MOST_IN_CELL] for i in range(0, len(text), MOST_IN_CELL)] or [""]
        for number, piece in enumerate(pieces):
            self.put([GOES_ON if number else ""])
            self.sheet.write_string(self.at, 1, str(harmless(piece)), self.looks["text"])
            self.sheet.set_row(
                self.at, 15.5 * min(26, max(lines, piece.count("\n") + len(piece) // _WIDE + 1))
            )
            self.at += 1

    def table(self, item: Item) -> None:
        empty: list[Sequence[Cell]] = [[""] * len(item.heads)] * item.room
        first = self.at
        for row in [*item.rows, *empty]:
            self.put(["", *row], "text")
            self.at += 1
        if self.at > first:
            for place, choices in item.choices.items():
                self.choose(first, self.at - 1, place + 1, choices)

    def choose(self, first: int, last: int, place: int, choices: Sequence[str]) -> None:
        """Let people pick from a list, which stands on the hidden sheet; what they type is checked when it comes back."""
        column = xl_col_to_name(self.lists_used)
        self.lists.write_column(0, self.lists_used, [str(harmless(choice)) for choice in choices])
        self.lists_used += 1
        source = f"={_LISTS}!${column}$1:${column}${len(choices)}"
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        self.sheet.data_validation(first, place, last, place, rule)
