"""The budget as a spreadsheet: there, back, and what would change before anything does."""

from typing import Any

from flask import Response as PlainResponse
from flask import render_template
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.places import goes_first
from cop.core.sheets import XLSX
from cop.files.forms import inspected
from cop.kernel.errors import Invalid
from cop.proposals.budget_forms import form_of_sheet
from cop.proposals.budget_reading import Frame, frame_of
from cop.proposals.budget_sheet import FORMATS, labels, lines_in, rows_in, sheet_of
from cop.proposals.forms import SheetForm
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.rules.budget_sheet import Cell, SheetLine, difference
from cop.proposals.views.applicant import bp
from cop.proposals.views.writing import Answer, refuse_strangers, writable

MOST_FAULTS = 100


@bp.get("/proposals/<int:proposal_id>/budget/sheet.xlsx")
@access("proposals.write")
def sheet_show(proposal_id: int) -> Response:
    """The file to fill in, in the reader's language."""
    proposal, draft = writable(proposal_id)
    frame = web.found(frame_of(proposal, draft))
    content = sheet_of(frame.priced(draft.budget_lines), frame)
    name = f'attachment; filename="{proposal.number}-budget.xlsx"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return PlainResponse(content, mimetype=XLSX, headers=headers)


@bp.route("/proposals/<int:proposal_id>/budget/sheet", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def sheet_edit(proposal_id: int) -> Answer:
    """Download and send back. What comes back changes nothing here: it is shown, and saved by the budget's own page."""
    form = SheetForm()
    if form.is_submitted():
        refuse_strangers(proposal_id)
    rows = _rows_sent(form)
    proposal, draft = writable(proposal_id)
    frame = web.found(frame_of(proposal, draft))
    if rows is None:
        return _page(proposal, draft, form), 422 if form.is_submitted() else 200
    try:
        lines, faults = lines_in(rows, frame)
    except Invalid as error:
        form.refuse(error)
        return _page(proposal, draft, form), 422
    if faults:
        return _page(proposal, draft, form, faults=faults, columns=labels()), 422
    return _preview(proposal, draft, frame, lines)


def _rows_sent(form: SheetForm) -> list[list[Cell]] | None:
    """The cells of the file; None when there is none or it is refused. Read while no transaction holds others up."""
    upload = inspected(form, kinds=FORMATS)
    try:
        return rows_in(upload) if upload else None
    except Invalid as error:
        form.refuse(error)
        return None


def _page(proposal: Proposal, draft: StageDraft, form: SheetForm, **more: Any) -> str:
    return render_template(
        "proposals/sheet_edit.html",
        proposal=proposal,
        draft=draft,
        form=form,
        most_faults=MOST_FAULTS,
        **more,
    )


def _preview(proposal: Proposal, draft: StageDraft, frame: Frame, lines: list[SheetLine]) -> str:
    changes = list(difference(draft.budget_lines, lines))
    return render_template(
        "proposals/sheet_preview.html",
        proposal=proposal,
        frame=frame,
        form=form_of_sheet(frame, draft, lines, seed=f"{draft.version} {web.actor().user_id} sheet"),
        changes=zip(changes, frame.priced([change.line for change in changes]).lines, strict=True),
        old=frame.priced(draft.budget_lines),
        new=frame.priced(lines),
    )
