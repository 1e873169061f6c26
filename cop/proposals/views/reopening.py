"""Reopen what is handed in: the team before the deadline, staff for it afterwards."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.kernel.errors import Invalid
from cop.proposals.forms import PersonalExtensionForm
from cop.proposals.queries import proposal_by_id
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.reopen import facts_of, reopen_late, reopen_proposal
from cop.proposals.views import staff
from cop.proposals.views.applicant import bp, own


@bp.post("/proposals/<int:proposal_id>/reopening")
@access("proposals.write")
def proposal_reopen(proposal_id: int) -> Response:
    """Open what is in for a newer version."""
    reopen_proposal(own(proposal_id), actor=web.actor(), now=web.now())
    flash(_("You can change it now. What is in counts until you hand it in again."), "success")
    return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal_id))


@staff.bp.route("/proposals/<int:proposal_id>/file/reopening", methods=["GET", "POST"])
@access("proposals.check")
def reopening_new(proposal_id: int) -> str | tuple[str, int] | Response:
    """Give a team a deadline of its own, and the reason."""
    proposal = web.found(proposal_by_id(proposal_id, web.actor()))
    facts = facts_of(proposal, now=web.now())
    form = PersonalExtensionForm(zone=facts.window.zone)
    if form.is_submitted():
        WORKFLOW.target("reopen_late", proposal, web.actor(), facts)
    else:
        form.closes_at.show(web.now())
    if form.validate_on_submit():
        closes_at, reason = form.closes_at.at(), text_of(form.reason)
        try:
            reopen_late(proposal, closes_at, reason=reason, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The proposal is reopened, and the team is told."), "success")
            return web.see_other(url_for("proposals_staff.proposal_show", proposal_id=proposal_id))
    page = render_template("proposals/reopening_new.html", proposal=proposal, form=form)
    return page, 422 if form.is_submitted() else 200
