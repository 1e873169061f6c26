"""The administrative check of a whole call: accept several, tell all who are not eligible."""

import re

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cop.calls.models import Call
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import web
from cop.core.access import access
from cop.kernel.errors import CopError, Refused
from cop.kernel.messages import N_, first_few, say
from cop.proposals.checks import ineligible_of_stage, unchecked_numbers
from cop.proposals.queries import proposal_by_id, submission_of
from cop.proposals.services.check import Ruling, check_submission
from cop.proposals.services.exclude import announce_ineligible
from cop.proposals.views.staff import bp


def _call(code: str) -> Call:
    return web.found(call_by_code(code, web.actor()))


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
    flash(_("The decisions are recorded."), "success")
    return _back_to_list(code)


def _back_to_list(code: str) -> Response:
    return web.see_other(url_for("proposals_staff.proposal_list", code=code, stage=request.args.get("stage")))


def _accept(call: Call, proposal_id: int) -> str | None:
    """None when it was accepted, else the number of the proposal that could not be."""
    proposal = web.found(proposal_by_id(proposal_id, web.actor()))
    submission = submission_of(proposal, proposal.stage)
    if submission is None or proposal.call_id != call.id:
        return proposal.number
    try:
        check_submission(submission, Ruling(is_eligible=True), actor=web.actor(), now=web.now())
    except CopError:
        return proposal.number
    return None


@bp.route("/calls/<code>/stages/<int:stage>/ineligible", methods=["GET", "POST"])
@access("proposals.announce")
def ineligible_announce(code: str, stage: int) -> str | Response:
    """Who will be told that they are not eligible; telling them all."""
    call = _call(code)
    definition = definition_of(version_in_force(call))
    web.found(stage <= len(definition.stages) or None)
    if request.method == "POST":
        count = announce_ineligible(call, stage, actor=web.actor(), now=web.now())
        flash(ngettext("%(num)s team is told.", "%(num)s teams are told.", count), "success")
        return web.see_other(url_for("proposals_staff.proposal_list", code=code, stage=stage))
    return render_template(
        "proposals/ineligible_announce.html",
        call=call,
        definition=definition,
        stage=stage,
        rows=ineligible_of_stage(call.id, stage),
        unchecked=len(unchecked_numbers(call.id, stage)),
    )
