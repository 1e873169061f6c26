"""The administrative check of a whole call: tell all who are not eligible."""

from flask import flash, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cop.calls.models import Call
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import web
from cop.core.access import access
from cop.proposals.checks import ineligible_of_stage, unchecked_numbers
from cop.proposals.services.exclude import announce_ineligible
from cop.proposals.views.staff import bp


def _call(code: str) -> Call:
    return web.found(call_by_code(code, web.actor()))


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
