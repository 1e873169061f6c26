"""Sheets to fill in: columns to choose from, costs and totals as formulas."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from cop.core.sheets import Cell, harmless

_LISTS = "Lists"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of lines. `choices` are all that it takes; `formula` works it out, `{row}` standing for the line's number."""

    label: str
    width: int
    choices: Sequence[str] = ()
    is_amount: bool = False
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum beside the lines, now `value`. In `formula` `{last}` is the number of the last line, `{label}` the label's cell."""

    label: str
    formula: str
    value: float


def as_form(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    name: str,
    lines: int,
    totals: Sequence[Total],
    right_to_left: bool,
) -> bytes:
    """One sheet of `lines` lines below the head, of which `rows` are filled in; what can be chosen is on a hidden second one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        sheet, lists = book.add_worksheet(name[:31]), book.add_worksheet(_LISTS)
        lists.hide()
        styles = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "amount": book.add_format({"num_format": "#,##0.00"}),
            "text": book.add_format({"num_format": "@"}),
            "sum": book.add_format({"bold": True, "num_format": "#,##0.00"}),
        }
        if right_to_left:
            sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            _write_column(sheet, lists, place, column, lines=lines, styles=styles)
        for number, row in enumerate(rows, 1):
            _write_row(sheet, number, row, columns, styles)
        _write_totals(sheet, len(columns) + 1, totals, last=lines + 1, styles=styles)
    return out.getvalue()


def _write_column(
    sheet: Any, lists: Any, place: int, column: Column, *, lines: int, styles: dict[str, Any]
) -> None:
    style = styles["amount" if column.is_amount else "text"]
    sheet.set_column(place, place, column.width, style)
    sheet.write_string(0, place, column.label, styles["head"])
    if column.choices:
        lists.write_column(0, place, [str(harmless(choice)) for choice in column.choices])
        letter = xlsxwriter.utility.xl_col_to_name(place)
        source = f"={_LISTS}!${letter}$1:${letter}${len(column.choices)}"
        sheet.data_validation(1, place, lines, place, {"validate": "list", "source": source})
    if column.formula:
        for line in range(1, lines + 1):
            sheet.write_formula(line, place, column.formula.format(row=line + 1), style, "")


def _write_row(
    sheet: Any, number: int, row: Sequence[Cell], columns: Sequence[Column], styles: dict[str, Any]
) -> None:
    for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
        style = styles["amount" if column.is_amount else "text"]
        if column.formula:
            sheet.write_formula(number, place, column.formula.format(row=number + 1), style, cell)
        elif isinstance(cell, str):
            sheet.write_string(number, place, str(harmless(cell)), style)
        elif cell is not None:
            sheet.write_number(number, place, cell, style)


def _write_totals(
    sheet: Any, place: int, totals: Sequence[Total], *, last: int, styles: dict[str, Any]
) -> None:
    sheet.set_column(place, place, 40)
    sheet.set_column(place + 1, place + 1, 16)
    for number, total in enumerate(totals):
        sheet.write_string(number, place, str(harmless(total.label)))
        label = xlsxwriter.utility.xl_rowcol_to_cell(number, place)
        formula = total.formula.format(last=last, label=label)
        sheet.write_formula(number, place + 1, formula, styles["sum"], total.value)
