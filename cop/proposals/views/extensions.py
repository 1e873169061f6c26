"""The secretariat gives one team more time."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.kernel.errors import Invalid
from cop.proposals.deadlines import window_for
from cop.proposals.forms import PersonalExtensionForm
from cop.proposals.queries import proposal_by_id
from cop.proposals.services.extend import extend_proposal
from cop.proposals.views.staff import bp


@bp.route("/proposals/<int:proposal_id>/extension", methods=["GET", "POST"])
@access("proposals.check")
def extension_new(proposal_id: int) -> str | tuple[str, int] | Response:
    """A later deadline for one proposal, and why."""
    proposal = web.found(proposal_by_id(proposal_id, web.actor()))
    window = window_for(proposal)
    form = PersonalExtensionForm(zone=window.zone)
    if not form.is_submitted():
        form.closes_at.show(window.closes_at)
    if form.validate_on_submit():
        closes_at, reason = form.closes_at.at(), text_of(form.reason)
        try:
            extend_proposal(proposal, closes_at, reason=reason, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The team has more time and is told by mail."), "success")
            return web.see_other(url_for("proposals_staff.proposal_show", proposal_id=proposal_id))
    page = render_template("proposals/extension_new.html", proposal=proposal, window=window, form=form)
    return page, 422 if form.is_submitted() else 200
