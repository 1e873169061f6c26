"""The budget as a spreadsheet: there, back, and what would change before anything does."""

from typing import Any

from flask import Response as PlainResponse
from flask import render_template
from werkzeug.wrappers import Response

from cop.calls.definition.budget import Budget
from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.places import goes_first
from cop.files.forms import inspected
from cop.kernel.errors import Invalid
from cop.proposals.budget_sheet import FORMATS, lines_in, rows_in, sheet_of
from cop.proposals.content import sums_of
from cop.proposals.forms import BudgetForm, SheetForm
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.rules.budget_sheet import Cell, SheetLine, difference
from cop.proposals.services.write import LINE_COLUMNS, base_of_rows
from cop.proposals.views.applicant import bp
from cop.proposals.views.writing import Answer, writable

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_FAULTS = 100


def _budget(proposal: Proposal, draft: StageDraft) -> Budget:
    return web.found(definition_of(proposal.call_version).stage(draft.stage).budget)


@bp.get("/proposals/<int:proposal_id>/budget/sheet.xlsx")
@access("proposals.write")
def sheet_show(proposal_id: int) -> Response:
    """The file to fill in, in the reader's language."""
    proposal, draft = writable(proposal_id)
    budget = _budget(proposal, draft)
    content = sheet_of(draft.budget_lines, budget, sums_of(draft.budget_lines, budget))
    name = f'attachment; filename="{proposal.number}-budget.xlsx"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return PlainResponse(content, mimetype=SPREADSHEET, headers=headers)


@bp.route("/proposals/<int:proposal_id>/budget/sheet", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def sheet_edit(proposal_id: int) -> Answer:
    """Download and send back. What comes back changes nothing here: it is shown, and saved by the budget's own page."""
    form = SheetForm()
    rows = _rows_sent(form)
    proposal, draft = writable(proposal_id)
    budget = _budget(proposal, draft)
    if rows is None:
        return _page(proposal, draft, form), 422 if form.is_submitted() else 200
    try:
        lines, faults = lines_in(rows, budget)
    except Invalid as error:
        form.refuse(error)
        return _page(proposal, draft, form), 422
    if faults:
        return _page(proposal, draft, form, faults=faults), 422
    return _preview(proposal, draft, lines)


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


def _preview(proposal: Proposal, draft: StageDraft, lines: list[SheetLine]) -> str:
    stage = definition_of(proposal.call_version).stage(draft.stage)
    form = BudgetForm(formdata=None, data={"rows": lines})
    form.offer_headings(_budget(proposal, draft))
    form.base.data = base_of_rows(draft.budget_lines, LINE_COLUMNS)
    return render_template(
        "proposals/sheet_preview.html",
        proposal=proposal,
        stage=stage,
        form=form,
        changes=list(difference(draft.budget_lines, lines)),
        old=sums_of(draft.budget_lines, _budget(proposal, draft)),
        new=sums_of(lines, _budget(proposal, draft)),
    )
