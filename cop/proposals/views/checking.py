"""The secretariat's administrative check of one proposal: checklist, requests, decision, second officer, appeal."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.kernel.errors import Invalid, Stale
from cop.kernel.messages import say
from cop.proposals.check_forms import (
    AppealAnswerForm,
    CheckForm,
    ReasonForm,
    RequestForm,
    WithdrawalForm,
    checklist_form,
)
from cop.proposals.check_models import Check
from cop.proposals.checks import check_for, request_by_id
from cop.proposals.deadlines import window_for
from cop.proposals.models import Submission
from cop.proposals.queries import proposal_by_id, submission_of
from cop.proposals.reading import definition_under
from cop.proposals.services.appeal import answer_appeal
from cop.proposals.services.check import NEWER, check_submission
from cop.proposals.services.checklist import base_of_checklist, said_of, save_checklist
from cop.proposals.services.confirm import confirm_check, send_back_check
from cop.proposals.services.request import ask_team, withdraw_request
from cop.proposals.views import staff
from cop.proposals.views.staff import bp

Answer = str | tuple[str, int] | Response


def _handed_in(proposal_id: int) -> Submission:
    proposal = web.found(proposal_by_id(proposal_id, web.actor()))
    return web.found(submission_of(proposal, proposal.stage))


def _check(proposal_id: int) -> Check:
    return web.found(check_for(_handed_in(proposal_id), web.actor()))


def _back(proposal_id: int) -> Response:
    return web.see_other(url_for("proposals_staff.proposal_show", proposal_id=proposal_id))


@bp.post("/proposals/<int:proposal_id>/check")
@access("proposals.check")
def check_new(proposal_id: int) -> Answer:
    """Decide whether what was handed in is eligible."""
    submission = _handed_in(proposal_id)
    form = CheckForm()
    form.offer(definition_under(submission))
    if not form.validate():
        return staff.page(submission.proposal, form), 422
    if text_of(form.seen) not in {"", str(submission.id)}:
        raise Stale(say(NEWER))
    try:
        check_submission(submission, form.ruling(), actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return staff.page(submission.proposal, form), 422
    flash(_("The decision is recorded."), "success")
    return _back(proposal_id)


@bp.route("/proposals/<int:proposal_id>/checklist", methods=["GET", "POST"])
@access("proposals.check")
def checklist_edit(proposal_id: int) -> Answer:
    """Go through the checklist; saved as it stands, gone on with another day."""
    submission = _handed_in(proposal_id)
    items = definition_under(submission).stage(submission.stage).check.items
    before = said_of(submission)
    form = checklist_form(items, before, base_of_checklist(before, [item.code for item in items]))
    status = 422 if form.is_submitted() else 200
    newer = False
    if form.validate_on_submit():
        try:
            save_checklist(submission, form.said(), base=text_of(form.base), actor=web.actor(), now=web.now())
        except Stale:
            form.base.data, newer, status = base_of_checklist(before, [i.code for i in items]), True, 409
        else:
            flash(_("Saved."), "success")
            return _back(proposal_id)
    page = render_template(
        "proposals/checklist_edit.html",
        submission=submission,
        proposal=submission.proposal,
        definition=definition_under(submission),
        stage=definition_under(submission).stage(submission.stage),
        form=form,
        before=before if newer else {},
    )
    return page, status


@bp.route("/proposals/<int:proposal_id>/requests", methods=["GET", "POST"])
@access("proposals.check")
def request_new(proposal_id: int) -> Answer:
    """Ask the team for what is missing or wrong."""
    submission = _handed_in(proposal_id)
    stage = definition_under(submission).stage(submission.stage)
    form = RequestForm(zone=window_for(submission.proposal).zone)
    form.offer(stage)
    if form.validate_on_submit():
        try:
            ask_team(
                submission,
                question=text_of(form.question),
                text=text_of(form.text),
                due_at=form.due_at.at(),
                actor=web.actor(),
                now=web.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The team is asked by mail and on its page."), "success")
            return _back(proposal_id)
    page = render_template("proposals/request_new.html", proposal=submission.proposal, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/proposals/<int:proposal_id>/requests/<int:request_id>/withdrawal", methods=["GET", "POST"])
@access("proposals.check")
def request_withdraw(proposal_id: int, request_id: int) -> Answer:
    """Let the team off what it was asked, with the reason."""
    proposal = _handed_in(proposal_id).proposal
    asked, form = web.found(request_by_id(proposal, request_id)), WithdrawalForm()
    if form.validate_on_submit():
        withdraw_request(asked, reason=text_of(form.reason), actor=web.actor(), now=web.now())
        flash(_("The team is told that it need not answer."), "success")
        return _back(proposal_id)
    page = render_template("proposals/request_withdraw.html", proposal=proposal, asked=asked, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.post("/proposals/<int:proposal_id>/check/confirmation")
@access("proposals.check")
def check_confirm(proposal_id: int) -> Response:
    confirm_check(_check(proposal_id), actor=web.actor(), now=web.now())
    flash(_("The decision is recorded."), "success")
    return _back(proposal_id)


@bp.route("/proposals/<int:proposal_id>/check/return", methods=["GET", "POST"])
@access("proposals.check")
def check_return(proposal_id: int) -> Answer:
    """Send a proposed decision back to who made it."""
    check, form = _check(proposal_id), ReasonForm()
    if form.validate_on_submit():
        send_back_check(check, reason=text_of(form.reason), actor=web.actor(), now=web.now())
        flash(_("The decision is sent back."), "success")
        return _back(proposal_id)
    page = render_template(
        "proposals/check_return.html", proposal=check.submission.proposal, check=check, form=form
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/proposals/<int:proposal_id>/appeal/answer", methods=["GET", "POST"])
@access("proposals.check")
def appeal_answer(proposal_id: int) -> Answer:
    """Answer an appeal, with the reason."""
    check, form = _check(proposal_id), AppealAnswerForm()
    web.found(check.appeal)
    if form.validate_on_submit():
        said = text_of(form.answer)
        answer_appeal(check, is_upheld=form.is_upheld, answer=said, actor=web.actor(), now=web.now())
        flash(_("The team is told the answer."), "success")
        return _back(proposal_id)
    page = render_template(
        "proposals/appeal_answer.html", proposal=check.submission.proposal, check=check, form=form
    )
    return page, 422 if form.is_submitted() else 200
