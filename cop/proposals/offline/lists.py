"""The lists of a form that came back: partners, budget lines; and what is wrong in which of their rows."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from cop.core import i18n
from cop.core.forms import one_line
from cop.core.i18n import number, sentence
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.proposals.budget_reading import Frame
from cop.proposals.budget_sheet import labels, lines_in
from cop.proposals.forms import PartnersForm
from cop.proposals.offline.cells import Rows, below_head, cell_text
from cop.proposals.offline.choices import kinds_by_words
from cop.proposals.rules.budget_sheet import COLUMNS, fold
from cop.proposals.services.plain import plain_row
from cop.proposals.services.write import LINE_COLUMNS, PARTNERS
from cop.taxonomy.countries import country_code

Lines = list[dict[str, Any]]
Faults = list[tuple[str, str, str]]
"""Where, what stands there, why it cannot be taken."""
_PARTNER = ("name", "kind", "country", "part")


def partners_in(rows: Rows, *, language: str) -> tuple[Lines, Faults]:
    """The partners as the page's form reads them, without their keys; raises Invalid for too many."""
    written, kinds = below_head(rows), kinds_by_words(language)
    if len(written) > PARTNERS.most:
        raise Invalid(say(N_("At most %(most)s rows."), most=PARTNERS.most))
    typed: MultiDict[str, str] = MultiDict()
    for place, row in enumerate(written):
        cells = dict(zip(_PARTNER, map(cell_text, [*row, *[None] * len(_PARTNER)]), strict=False))
        cells["kind"] = kinds.get(fold(cells["kind"]), cells["kind"])
        cells["country"] = country_code(cells["country"]) or cells["country"]
        typed.update({f"rows-{place}-{name}": cell for name, cell in cells.items()})
    form = PartnersForm(formdata=typed)
    form.validate()
    faults = [
        (_where(place, cell.label.text), str(cell.data or "")[:60], str(why))
        for place, entry in enumerate(form.rows, 1)
        for cell in entry.form
        for why in cell.errors
    ]
    return form.value(), faults


def budget_in(rows: Rows, frame: Frame | None, *, language: str) -> tuple[Lines, Faults]:
    """The budget lines as its own sheet reads them, without their keys; raises Invalid when the head is not that of one."""
    if frame is None:
        raise Invalid(say(N_("This is not asked here, or not any more.")))
    cells = [[_tidy(cell) for cell in row[: len(COLUMNS)]] for row in rows]
    with i18n.in_language(language):
        lines, faults = lines_in(cells, frame)
    names = labels()
    said: Sequence[tuple[str, str, str]] = [
        (_where(fault.row - 1, names[fault.column]), fault.cell, sentence(fault.message)) for fault in faults
    ]
    asked = [name for name in LINE_COLUMNS if name in COLUMNS]  # in the order that the draft's own lines have
    return [plain_row(line, asked) | {"key": ""} for line in lines], list(said)


def _tidy(cell: Any) -> Any:
    return one_line(cell) if isinstance(cell, str) else cell


def _where(place: int, column: str) -> str:
    return f"{_('Row %(number)s', number=number(place))} · {column}"
