"""The budget as a spreadsheet in the reader's language: written for download, and read back in any of our languages."""

from collections.abc import Sequence

from flask_babel import gettext as _

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
from cop.kernel.money import Money
from cop.kernel.translated import LANGUAGES
from cop.proposals.budget_models import Funder
from cop.proposals.budget_reading import Frame, Priced
from cop.proposals.rules.budget import Line, Totals
from cop.proposals.rules.budget_sheet import (
    COLUMNS,
    Cell,
    Fault,
    SheetLine,
    Words,
    columns_in,
    fold,
    read_lines,
)
from cop.proposals.services.write import MOST_LINES
from cop.proposals.words import FUNDER_NAMES

HEADING, QUANTITY, RATE, FUNDER, CURRENCY, COST = "A", "D", "E", "F", "J", "L"
FORMATS = ("xlsx", "ods")
FORMER_FUNDERS = {N_("ourselves"): Funder.OWN, N_("somebody else"): Funder.OTHER}
"""What sheets said that were downloaded before a line had an organisation."""


def sheet_of(priced: Priced, frame: Frame) -> bytes:
    """An XLSX file with the lines, room for as many as a budget may have, and the sums as formulas."""
    return as_form(
        columns_of(frame),
        [row_of(line, frame) for line in priced.lines],
        name=_("Budget"),
        lines=MOST_LINES,
        totals=_totals(frame, priced.sums),
        right_to_left=i18n.text_direction() == "rtl",
    )


def labels() -> dict[str, str]:
    """How each column of a line is called, in the order of the sheet."""
    names = dict.fromkeys(COLUMNS, "")
    names |= {"heading": _("Heading"), "description": _("What for"), "unit": _("Unit")}
    names |= {
        "quantity": _("Quantity"),
        "rate": _("Rate"),
        "funder": _("Paid by"),
        "is_in_kind": _("In kind"),
    }
    names |= {"year": _("Year"), "partner_key": _("Organisation"), "currency": _("Currency")}
    return names | {"funder_name": _("Name of the funder")}


def columns_of(frame: Frame) -> list[Column]:
    """The columns of a budget, also for other files than this sheet."""
    choices: dict[str, Sequence[str]] = {
        "heading": list(frame.headings.values()),
        "funder": [str(name) for name in FUNDER_NAMES.values()],
        "is_in_kind": [_("yes"), _("no")],
        "year": [str(year) for year in frame.years],
        "partner_key": list(frame.organisations.values()),
        "currency": list(frame.currencies.values()),
    }
    widths = {"heading": 34, "description": 44, "partner_key": 28, "funder_name": 28}
    columns = [
        Column(label, widths.get(name, 14), choices.get(name, ()), is_amount=name in ("quantity", "rate"))
        for name, label in labels().items()
    ]
    cost = f'IF(OR({QUANTITY}{{row}}="",{RATE}{{row}}=""),"",ROUND({QUANTITY}{{row}}*{RATE}{{row}}*{_rate(frame)},2))'
    return [*columns, Column(_("Cost"), 16, is_amount=True, formula=f"={cost}")]


def _rate(frame: Frame) -> str:
    """The rate of the row's currency as a formula."""
    formula = "1"
    for other in frame.budget.exchange:
        formula = f'IF({CURRENCY}{{row}}="{other.code}",{other.rate},{formula})'
    return formula


def row_of(line: Line, frame: Frame) -> list[Cell]:
    """What stands in them for one line."""
    return [
        frame.headings.get(line.heading, line.heading),
        line.description,
        line.unit,
        float(line.quantity),
        float(line.rate),
        str(FUNDER_NAMES[Funder(line.funder)]),
        _("yes") if line.is_in_kind else _("no"),
        str(line.year),
        frame.organisations[line.partner_key],
        line.currency,
        line.funder_name,
        float(line.cost.amount),
    ]


def _totals(frame: Frame, sums: Totals) -> list[Total]:
    def where(column: str, label: str, value: Money) -> Total:
        cells, costs = (f"{name}$2:{name}{{last}}" for name in (column, COST))
        return Total(label, f"=SUMIF({cells},{{label}},{costs})", float(value.amount))

    by_heading = [where(HEADING, label, sums.by_heading[code]) for code, label in frame.headings.items()]
    by_funder = {Funder.GRANT: sums.grant, Funder.OWN: sums.own, Funder.OTHER: sums.other}
    paid = [where(FUNDER, str(FUNDER_NAMES[funder]), value) for funder, value in by_funder.items()]
    whole = f"{_('Total')} ({sums.currency})"
    return [*by_heading, *paid, Total(whole, f"=SUM({COST}$2:{COST}{{last}})", float(sums.total.amount))]


def words_of(frame: Frame) -> Words:
    """What the cells of a sheet may say, in every language and in the definition's own codes."""
    headings: dict[str, str] = {}
    funders: dict[str, str] = {}
    yes_or_no: dict[str, bool] = {}
    columns: dict[str, str] = {}
    named = [*((name, key) for key, name in frame.organisations.items()), *frame.also.items()]
    partners = {fold(one_line(name)): key for name, key in named}
    for language in LANGUAGES:
        with i18n.in_language(language):
            headings |= {fold(label): code for code, label in frame.headings.items()}
            funders |= {fold(_(word)): funder for word, funder in FORMER_FUNDERS.items()}
            funders |= {fold(str(name)): funder for funder, name in FUNDER_NAMES.items()}
            partners.setdefault(fold(_("the lead organisation")), "")
            yes_or_no |= {fold(_("yes")): True, fold(_("no")): False}
            columns |= {fold(label): name for name, label in labels().items()}
    headings |= {fold(code): code for code in frame.headings}
    return Words(
        headings=headings,
        funders=funders,
        yes_or_no=yes_or_no,
        partners=partners,
        currencies={fold(label): code for code, label in frame.currencies.items()},
        years=max(frame.years),
        columns=columns,
    )


def rows_in(upload: Upload) -> list[list[Cell]]:
    """The cells of a sheet that was looked into. For before a transaction is open: it may take seconds. Raises Invalid."""
    try:
        cells = in_child(cells_of, upload.content, MOST_LINES + 50, len(COLUMNS))
    except Unreadable:
        raise refusal_of(DAMAGED, upload) from None
    except OverLimit:
        raise refusal_of(TOO_MUCH, upload) from None
    return [[one_line(as_typed(cell)) if isinstance(cell, str) else cell for cell in row] for row in cells]


def lines_in(rows: Sequence[Sequence[Cell]], frame: Frame) -> tuple[list[SheetLine], list[Fault]]:
    """The lines that such rows are, and their faults; raises Invalid when they are of another sheet."""
    words = words_of(frame)
    if not rows or not columns_in(rows[0], words):
        raise Invalid(say(N_("The first row must be that of the sheet which you download here.")))
    lines, faults = read_lines(rows, words=words, language=web.language())
    if len(lines) > MOST_LINES:
        raise Invalid(say(N_("At most %(most)s rows."), most=MOST_LINES))
    return lines, faults
