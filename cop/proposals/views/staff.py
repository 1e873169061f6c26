"""The secretariat's lists of proposals, and the check of each."""

import re

from flask import Response as PlainResponse
from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.models import Call
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import i18n, sheets, slots, web
from cop.core.access import access
from cop.core.db import db
from cop.core.forms import text_of
from cop.core.paging import paginate
from cop.core.templating import may
from cop.kernel.errors import CopError, Invalid, Refused, Stale
from cop.kernel.messages import N_, first_few, say
from cop.proposals.deadlines import window_for
from cop.proposals.exports import HEADER, rows_of
from cop.proposals.forms import CheckForm
from cop.proposals.models import Proposal
from cop.proposals.queries import (
    check_of,
    counts_by_state,
    proposal_by_id,
    staff_list,
    submission_of,
)
from cop.proposals.reading import definition_under, findings_in, moved_in
from cop.proposals.rules.standing import is_reopened
from cop.proposals.rules.workflow import STATE_KINDS, STATE_NAMES, WORKFLOW, state_in_stage
from cop.proposals.services.check import NEWER, check_submission
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
    return _page(_proposal(proposal_id))


def _page(proposal: Proposal, form: CheckForm | None = None) -> str:
    submission = submission_of(proposal, proposal.stage) or submission_of(proposal, 1)
    definition = definition_under(submission) if submission else definition_of(proposal.call_version)
    facts = facts_of(proposal, now=web.now())
    acts = {
        name for name in ("accept", "reopen_late") if not WORKFLOW.why_not(name, proposal, web.actor(), facts)
    }
    may_check = submission is not None and "accept" in acts
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
        may_reopen=acts & {"reopen_late"} and may("proposals.check"),
        check=check_of(submission) if submission else None,
        findings=findings_in(submission) if submission else [],
        moved=moved_in(submission) if submission else None,
        window=window_for(proposal),
        form=form if may_check else None,
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
        parts=slots.parts("proposal_page", proposal=proposal),
    )


@bp.post("/proposals/<int:proposal_id>/check")
@access("proposals.check")
def check_new(proposal_id: int) -> tuple[str, int] | Response:
    """Decide whether what was handed in is eligible."""
    proposal = _proposal(proposal_id)
    submission = web.found(submission_of(proposal, proposal.stage))
    form = CheckForm()
    form.offer(definition_of(proposal.call_version))
    if not form.validate():
        return _page(proposal, form), 422
    if text_of(form.seen) not in {"", str(submission.id)}:
        raise Stale(say(NEWER))
    try:
        check_submission(
            submission,
            is_eligible=form.is_eligible,
            paragraph=text_of(form.paragraph),
            reason=text_of(form.reason),
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _page(proposal, form), 422
    flash(_("The decision is recorded."), "success")
    return web.see_other(url_for("proposals_staff.proposal_show", proposal_id=proposal_id))


@bp.post("/calls/<code>/checks")
@access("proposals.check")
def check_all(code: str) -> Response:
    """Accept the marked proposals, each checked on its own; those that cannot be are named."""
    call = _call(code)
    chosen = [
        int(text) for text in request.form.getlist("proposal")[:200] if re.fullmatch(r"[0-9]{1,18}", text)
    ]
    if not chosen:
        flash(_("Nothing was marked, so nothing was changed."), "error")
        return _back_to_list(code)
    refused = [number for proposal_id in chosen if (number := _accept(call, proposal_id))]
    if refused:
        raise Refused(
            say(
                N_("These cannot be accepted, so nothing was changed: %(numbers)s."),
                numbers=first_few(refused),
            )
        )
    flash(_("The marked proposals are eligible."), "success")
    return _back_to_list(code)


def _back_to_list(code: str) -> Response:
    return web.see_other(url_for("proposals_staff.proposal_list", code=code, stage=request.args.get("stage")))


def _accept(call: Call, proposal_id: int) -> str | None:
    """None when it was accepted, else the number of the proposal that could not be."""
    proposal = _proposal(proposal_id)
    submission = submission_of(proposal, proposal.stage)
    if submission is None or proposal.call_id != call.id:
        return proposal.number
    try:
        check_submission(
            submission, is_eligible=True, paragraph="", reason="", actor=web.actor(), now=web.now()
        )
    except CopError:
        return proposal.number
    return None
