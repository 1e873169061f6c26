"""Say something, change it, take it back, report what others said."""

from flask import flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.discussions import rules
from cop.discussions.forms import ContributionForm, ReasonForm, contribution_form
from cop.discussions.models import Contribution, Discussion
from cop.discussions.queries import contribution_by_id
from cop.discussions.reading import reading_of
from cop.discussions.services.contribute import contribute, edit_contribution, withdraw_contribution
from cop.discussions.services.moderate import report
from cop.discussions.views.public import address_of, back_to, bp, discussion_page, said, seen
from cop.kernel.errors import Invalid, Stale

Answer = str | tuple[str, int] | Response


@bp.post("/discussions/<int:discussion_id>/contributions")
@access("discussions.write")
def contribution_new(discussion_id: int) -> Answer:
    """Say something to all, or as an answer."""
    discussion, form = seen(discussion_id), ContributionForm()
    if refusal := rules.contribute_refusal(discussion, web.actor(), web.now()):
        raise refusal
    if not form.validate():
        return discussion_page(discussion, form), 422
    try:
        made = contribute(
            discussion,
            text_of(form.text),
            language=text_of(form.language),
            reply_to=_answered(discussion, form),
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        form.reply_to.data, form.reply_to.raw_data = 0, None
        return discussion_page(discussion, form), 422
    flash(_("Your contribution is there, and you follow the discussion."), "success")
    web.forget_kept(f"discussion-{discussion.id}")
    return web.see_other(address_of(made))


def _answered(discussion: Discussion, form: ContributionForm) -> Contribution | None:
    """What the form answers; one that is not in this discussion is refused."""
    number = form.reply_to.data or 0
    if not number:
        return None
    found = contribution_by_id(min(number, web.MOST_ID), web.actor())
    if found is None or found.discussion_id != discussion.id:
        raise Invalid(rules.ANSWERED_GONE)
    return found


@bp.route("/contributions/<int:contribution_id>/edit", methods=["GET", "POST"])
@access("discussions.write")
def contribution_edit(contribution_id: int) -> Answer:
    """Change one's own words, for an hour."""
    contribution = said(contribution_id)
    if refusal := rules.edit_refusal(contribution, contribution.discussion, web.actor(), web.now()):
        raise refusal
    form = contribution_form(contribution)
    if not form.validate_on_submit():
        return _edit_page(contribution, form), 422 if form.is_submitted() else 200
    words = {"text": text_of(form.text), "language": text_of(form.language)}
    try:
        edit_contribution(contribution, **words, made_from=form.base, actor=web.actor(), now=web.now())
    except Stale:
        form.see_newer(contribution.version)
        return _edit_page(contribution, form, newer=contribution), 409
    flash(_("Saved."), "success")
    return web.see_other(address_of(contribution))


def _edit_page(contribution: Contribution, form: ContributionForm, **more: object) -> str:
    reading = reading_of(contribution.discussion)
    return render_template("discussions/contribution_edit.html", reading=reading, form=form, **more)


@bp.post("/contributions/<int:contribution_id>/withdrawal")
@access("discussions.write")
def contribution_withdraw(contribution_id: int) -> Response:
    """Take one's own words back."""
    contribution = said(contribution_id)
    withdraw_contribution(contribution, actor=web.actor(), now=web.now())
    flash(_("Your contribution is withdrawn. Its place stays."), "success")
    return web.see_other(address_of(contribution))


@bp.route("/discussions/<int:discussion_id>/reports/new", methods=["GET", "POST"])
@access("discussions.write")
def report_new(discussion_id: int) -> Answer:
    """Ask the moderators to look at the opening, or with `?contribution=` at that."""
    discussion, form = seen(discussion_id), ReasonForm()
    contribution = _reported(discussion)
    if form.validate_on_submit():
        report(discussion, contribution, text_of(form.reason), actor=web.actor(), now=web.now())
        flash(_("Thank you. A moderator looks at it."), "success")
        return web.see_other(address_of(contribution)) if contribution else back_to(discussion)
    page = render_template(
        "discussions/report_new.html", reading=reading_of(discussion), contribution=contribution, form=form
    )
    return page, 422 if form.is_submitted() else 200


def _reported(discussion: Discussion) -> Contribution | None:
    if not request.args.get("contribution"):
        return None
    contribution = said(web.number_asked("contribution"))
    return web.found(contribution if contribution.discussion_id == discussion.id else None)
