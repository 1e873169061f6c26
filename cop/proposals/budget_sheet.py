"""The budget as a spreadsheet in the reader's language: written for download, and read back in any of our languages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from cop.calls.definition.budget import Budget
from cop.core import i18n, web
from cop.core.child.calling import OverLimit, Unreadable, in_child
from cop.core.forms import one_line
from cop.core.sheet_forms import Column, Total, as_form
from cop.core.sheet_reading import cells_of
from cop.core.sheets import as_typed
from cop.files.rules import Upload, refusal_of
from cop.files.structure import DAMAGED, TOO_MUCH
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.kernel.translated import LANGUAGES, pick
from cop.proposals.forms import FUNDER_NAMES
from cop.proposals.models import BudgetLine, Funder
from cop.proposals.rules.budget import Totals, line_cost
from cop.proposals.rules.budget_sheet import COLUMNS, Cell, Fault, SheetLine, Words, fold, read_lines
from cop.proposals.services.write import MOST_LINES

HEADING, QUANTITY, RATE, FUNDER, COST = "A", "D", "E", "F", "H"
FORMATS = ("xlsx", "ods")


def sheet_of(lines: Iterable[BudgetLine], budget: Budget, sums: Totals) -> bytes:
    """An XLSX file with the lines, room for as many as a budget may have, and the sums as formulas."""
    headings = {heading.code: _heading(budget, heading.code) for heading in budget.headings}
    return as_form(
        _columns(list(headings.values())),
        [_row(line, headings, budget.currency) for line in lines],
        name=_("Budget"),
        lines=MOST_LINES,
        totals=_totals(headings, sums),
        right_to_left=i18n.text_direction() == "rtl",
    )


def _heading(budget: Budget, code: str) -> str:
    heading = budget.heading(code)
    return f"{heading.number} {pick(heading.label, web.language())}".strip()


def columns_of(budget: Budget) -> list[Column]:
    """The columns of a budget, also for other files than this sheet."""
    return _columns([_heading(budget, heading.code) for heading in budget.headings])


def row_of(line: BudgetLine, budget: Budget) -> list[Cell]:
    """What stands in them for one line."""
    headings = {heading.code: _heading(budget, heading.code) for heading in budget.headings}
    return _row(line, headings, budget.currency)


def _columns(headings: Sequence[str]) -> list[Column]:
    cost = f'IF(OR({QUANTITY}{{row}}="",{RATE}{{row}}=""),"",ROUND({QUANTITY}{{row}}*{RATE}{{row}},2))'
    return [
        Column(_("Heading"), 34, choices=headings),
        Column(_("What for"), 44),
        Column(_("Unit"), 12),
        Column(_("Quantity"), 12, is_amount=True),
        Column(_("Rate"), 14, is_amount=True),
        Column(_("Paid by"), 16, choices=[str(name) for name in FUNDER_NAMES.values()]),
        Column(_("In kind"), 10, choices=[_("yes"), _("no")]),
        Column(_("Cost"), 16, is_amount=True, formula=f"={cost}"),
    ]


def _row(line: BudgetLine, headings: Mapping[str, str], currency: str) -> list[Cell]:
    return [
        headings.get(line.heading, line.heading),
        line.description,
        line.unit,
        float(line.quantity),
        float(line.rate),
        str(FUNDER_NAMES[line.funder]),
        _("yes") if line.is_in_kind else _("no"),
        float(line_cost(line, currency).amount),
    ]


def _totals(headings: Mapping[str, str], sums: Totals) -> list[Total]:
    def where(column: str, label: str, value: Any) -> Total:
        cells, costs = (f"{name}$2:{name}{{last}}" for name in (column, COST))
        return Total(label, f"=SUMIF({cells},{{label}},{costs})", float(value.amount))

    by_heading = [where(HEADING, label, sums.by_heading[code]) for code, label in headings.items()]
    by_funder = {Funder.GRANT: sums.grant, Funder.OWN: sums.own, Funder.OTHER: sums.other}
    paid = [where(FUNDER, str(FUNDER_NAMES[funder]), value) for funder, value in by_funder.items()]
    whole = f"{_('Total')} ({sums.currency})"
    return [*by_heading, *paid, Total(whole, f"=SUM({COST}$2:{COST}{{last}})", float(sums.total.amount))]


def words_of(budget: Budget) -> Words:
    """What the cells of a sheet may say, in every language and in the definition's own codes."""
    headings: dict[str, str] = {}
    funders: dict[str, str] = {}
    yes_or_no: dict[str, bool] = {}
    for language in LANGUAGES:
        with i18n.in_language(language):
            headings |= {fold(_heading(budget, heading.code)): heading.code for heading in budget.headings}
            funders |= {fold(str(name)): funder for funder, name in FUNDER_NAMES.items()}
            yes_or_no |= {fold(_("yes")): True, fold(_("no")): False}
    headings |= {fold(heading.code): heading.code for heading in budget.headings}
    return Words(headings, funders, yes_or_no)


def rows_in(upload: Upload) -> list[list[Cell]]:
    """The cells of a sheet that was looked into. For before a transaction is open: it may take seconds. Raises Invalid."""
    try:
        cells = in_child(cells_of, upload.content, MOST_LINES + 50, len(COLUMNS))
    except Unreadable:
        raise refusal_of(DAMAGED, upload) from None
    except OverLimit:
        raise refusal_of(TOO_MUCH, upload) from None
    return [[one_line(as_typed(cell)) if isinstance(cell, str) else cell for cell in row] for row in cells]


def lines_in(rows: Sequence[Sequence[Cell]], budget: Budget) -> tuple[list[SheetLine], list[Fault]]:
    """The lines that such rows are, and their faults; raises Invalid when they are of another sheet."""
    if not rows or not _is_head(rows[0]):
        raise Invalid(say(N_("The first row must be that of the sheet which you download here.")))
    lines, faults = read_lines(rows, words=words_of(budget), language=web.language())
    if len(lines) > MOST_LINES:
        raise Invalid(say(N_("At most %(most)s rows."), most=MOST_LINES))
    return lines, faults


def _is_head(row: Sequence[Cell]) -> bool:
    known = set()
    for language in LANGUAGES:
        with i18n.in_language(language):
            known |= {fold(column.label) for column in _columns([])}
    return len(row) == len(COLUMNS) and all(isinstance(cell, str) and fold(cell) in known for cell in row)
