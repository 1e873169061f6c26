"""The secretariat's lists of proposals, and the check of each."""

from flask import Response as PlainResponse
from flask import render_template, request
from werkzeug.wrappers import Response

from cop.calls.models import Call
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import i18n, sheets, slots, web
from cop.core.access import access
from cop.core.db import db
from cop.core.paging import paginate
from cop.core.templating import may
from cop.kernel.money import Money
from cop.proposals.check_forms import CheckForm
from cop.proposals.check_reading import check_shown
from cop.proposals.deadlines import window_for
from cop.proposals.exports import HEADER, rows_of
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import (
    counts_by_state,
    proposal_by_id,
    staff_list,
    submission_of,
)
from cop.proposals.reading import Drift, asked_before, definition_under, drift_of, findings_in
from cop.proposals.rules.standing import is_reopened
from cop.proposals.rules.workflow import STATE_KINDS, STATE_NAMES, WORKFLOW, state_in_stage
from cop.proposals.services.reopen import facts_of
from cop.proposals.submissions import versions_of

bp = i18n.page_blueprint("proposals_staff", __name__)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _call(code: str) -> Call:
    return web.found(call_by_code(code, web.actor()))


def _wanted() -> dict[str, str | int]:
    """Stage, state and order, as the address has them."""
    stage = 2 if request.args.get("stage") == "2" else 1
    return {
        "stage": stage,
        "state": request.args.get("state", ""),
        "sort": request.args.get("sort", "number"),
    }


@bp.get("/calls/<code>/proposals")
@access("proposals.manage")
def proposal_list(code: str) -> str:
    """A call's proposals, fifty a page."""
    call, wanted = _call(code), _wanted()
    stage, state, sort = int(wanted["stage"]), str(wanted["state"]), str(wanted["sort"])
    page = paginate(staff_list(call.id, stage=stage, state=state, sort=sort), scalars=False)
    return render_template(
        "proposals/staff_list.html",
        call=call,
        definition=definition_of(version_in_force(call)),
        page=page,
        wanted=wanted,
        counts=counts_by_state(call.id, stage=stage),
        state_in_stage=state_in_stage,
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
    )


@bp.get("/calls/<code>/proposals.<ending>")
@access("proposals.manage")
def proposal_export(code: str, ending: str) -> Response:
    """The list as it is filtered, as a spreadsheet."""
    call, wanted = _call(code), _wanted()
    statement = staff_list(
        call.id, stage=int(wanted["stage"]), state=str(wanted["state"]), sort=str(wanted["sort"])
    )
    header = [i18n.sentence(word) for word in HEADER]
    rows = rows_of(db.session.execute(statement), stage=int(wanted["stage"]))
    if ending == "csv":
        content, media_type = sheets.as_csv(header, rows), "text/csv"
    else:
        web.found(ending == "xlsx" or None)
        content = sheets.as_xlsx(header, rows, right_to_left=i18n.text_direction() == "rtl")
        media_type = SPREADSHEET
    name = f'attachment; filename="{call.code}.{ending}"'
    return PlainResponse(content, mimetype=media_type, headers={"Content-Disposition": name})


def _proposal(proposal_id: int) -> Proposal:
    return web.found(proposal_by_id(proposal_id, web.actor()))


@bp.get("/proposals/<int:proposal_id>/file")
@access("proposals.manage")
def proposal_show(proposal_id: int) -> str:
    """One proposal as the secretariat sees it: what was handed in, the check, and what higher features know of it."""
    return page(_proposal(proposal_id))


def page(proposal: Proposal, form: CheckForm | None = None) -> str:
    """The same with a decision that was refused."""
    submission = submission_of(proposal, proposal.stage) or submission_of(proposal, 1)
    definition = definition_under(submission) if submission else definition_of(proposal.call_version)
    facts = facts_of(proposal, now=web.now())
    may_reopen = not WORKFLOW.why_not("reopen_late", proposal, web.actor(), facts)
    shown = check_shown(submission, web.actor(), now=web.now()) if submission else None
    may_check = shown is not None and "decide" in shown.acts
    if submission is not None and may_check and form is None:
        form = CheckForm(formdata=None, seen=submission.id)
        form.offer(definition)
    return render_template(
        "proposals/staff_show.html",
        proposal=proposal,
        definition=definition,
        submission=submission,
        stage=definition.stage(submission.stage if submission else 1),
        versions=versions_of(proposal, submission.stage) if submission else [],
        reopened_until=facts.window.closes_at if is_reopened(proposal) else None,
        may_reopen=may_reopen and may("proposals.check"),
        shown=shown,
        findings=findings_in(submission) if submission else [],
        drift=_drift(submission) if submission else None,
        window=window_for(proposal),
        form=form if may_check else None,
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
        parts=slots.parts("proposal_page", proposal=proposal),
    )


def _drift(submission: Submission) -> Drift | None:
    if submission.requested is None:
        return None
    before = asked_before(submission.proposal, submission.stage)
    return drift_of(before, Money(submission.requested, submission.currency))
