"""A team answers what the secretariat asks of it, and appeals."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.files.forms import inspected
from cop.kernel.errors import Invalid
from cop.proposals.check_forms import AnswerForm, AppealForm
from cop.proposals.checks import check_for, request_by_id
from cop.proposals.deadlines import window_for
from cop.proposals.queries import submission_of
from cop.proposals.rules.checking import is_open
from cop.proposals.services.appeal import appeal_check
from cop.proposals.services.request import answer_request
from cop.proposals.views.applicant import bp
from cop.proposals.views.history import ours

Answer = str | tuple[str, int] | Response


@bp.route("/proposals/<int:proposal_id>/requests/<int:request_id>", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def request_answer(proposal_id: int, request_id: int) -> Answer:
    """What is asked, and the answer: the document, or why there is none."""
    form = AnswerForm()
    upload = inspected(form) if form.has_file else None
    proposal = ours(proposal_id)
    asked = web.found(request_by_id(proposal, request_id))
    if upload is not None or (not form.has_file and form.validate_on_submit()):
        try:
            answer_request(asked, text=text_of(form.text), upload=upload, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Your answer is in."), "success")
            return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal_id))
    page = render_template(
        "proposals/request_answer.html",
        proposal=proposal,
        asked=asked,
        form=form if is_open(asked, web.now()) else None,
        stage=definition_of(proposal.call_version).stage(asked.stage),
        zone=window_for(proposal, asked.stage).zone,
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/proposals/<int:proposal_id>/appeal", methods=["GET", "POST"])
@access("proposals.write")
def appeal_new(proposal_id: int) -> Answer:
    """Ask for another look at a decision that excludes."""
    proposal = ours(proposal_id)
    submission = web.found(submission_of(proposal, proposal.stage))
    check, form = web.found(check_for(submission, web.actor())), AppealForm()
    if form.validate_on_submit():
        appeal_check(check, text=text_of(form.text), actor=web.actor(), now=web.now())
        flash(_("Your appeal is in."), "success")
        return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal_id))
    zone = window_for(proposal).zone
    page = render_template("proposals/appeal_new.html", proposal=proposal, check=check, form=form, zone=zone)
    return page, 422 if form.is_submitted() else 200
