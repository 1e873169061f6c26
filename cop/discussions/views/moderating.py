"""What moderators do about a discussion and what is said in it."""

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.paging import paginate
from cop.discussions.forms import ReasonForm
from cop.discussions.models import Contribution, Discussion
from cop.discussions.queries import report_by_id, reports_for
from cop.discussions.reading import reading_of
from cop.discussions.services.moderate import (
    close_discussion,
    hide_contribution,
    hide_discussion,
    reopen_discussion,
    settle_report,
    show_contribution,
    show_discussion,
)
from cop.discussions.views.public import address_of, back_to, bp, moderated, said, seen

Answer = str | tuple[str, int] | Response


@bp.route("/contributions/<int:contribution_id>/hiding", methods=["GET", "POST"])
@access("discussions.write")
def contribution_hide(contribution_id: int) -> Answer:
    """Take a contribution off the page, with a reason for its author."""
    contribution = said(contribution_id)
    return _hide(moderated(contribution.discussion), contribution)


@bp.route("/discussions/<int:discussion_id>/hiding", methods=["GET", "POST"])
@access("discussions.write")
def discussion_hide(discussion_id: int) -> Answer:
    """Take the whole of it off the public pages."""
    return _hide(moderated(seen(discussion_id)), None)


def _hide(discussion: Discussion, contribution: Contribution | None) -> Answer:
    form = ReasonForm()
    if not form.validate_on_submit():
        page = render_template(
            "discussions/hiding_new.html",
            reading=reading_of(discussion),
            contribution=contribution,
            form=form,
        )
        return page, 422 if form.is_submitted() else 200
    reason, who, now = text_of(form.reason), web.actor(), web.now()
    if contribution is not None:
        hide_contribution(contribution, reason, actor=who, now=now)
    else:
        hide_discussion(discussion, reason, actor=who, now=now)
    flash(_("It is hidden, and whoever wrote it is told why."), "success")
    return web.see_other(address_of(contribution)) if contribution else back_to(discussion)


@bp.post("/contributions/<int:contribution_id>/hiding/removal")
@access("discussions.write")
def contribution_unhide(contribution_id: int) -> Response:
    """Everybody reads it again."""
    contribution = said(contribution_id)
    show_contribution(contribution, actor=web.actor(), now=web.now())
    flash(_("Everybody reads it again."), "success")
    return web.see_other(address_of(contribution))


@bp.post("/discussions/<int:discussion_id>/hiding/removal")
@access("discussions.write")
def discussion_unhide(discussion_id: int) -> Response:
    return _act(show_discussion, discussion_id, _("Everybody reads it again."))


@bp.post("/discussions/<int:discussion_id>/closing")
@access("discussions.write")
def discussion_close(discussion_id: int) -> Response:
    """Nothing new is said."""
    return _act(close_discussion, discussion_id, _("The discussion is closed."))


@bp.post("/discussions/<int:discussion_id>/closing/removal")
@access("discussions.write")
def discussion_reopen(discussion_id: int) -> Response:
    return _act(reopen_discussion, discussion_id, _("The discussion is open again."))


def _act(service: Callable[..., Any], discussion_id: int, done: str) -> Response:
    """One verb of a moderator, and back."""
    discussion = seen(discussion_id)
    service(discussion, actor=web.actor(), now=web.now())
    flash(done, "success")
    return back_to(discussion)


@bp.get("/discussions/reports")
@access("discussions.write")
def report_list() -> str:
    """What was reported and nobody looked at yet, of the discussions that the reader moderates."""
    page = paginate(reports_for(web.actor()))
    return render_template("discussions/report_list.html", page=page)


@bp.post("/discussions/reports/<int:report_id>/settlement")
@access("discussions.write")
def report_settle(report_id: int) -> Response:
    """It stays."""
    settle_report(web.found(report_by_id(report_id, web.actor())), actor=web.actor(), now=web.now())
    flash(_("The report is settled."), "success")
    return web.see_other(url_for("discussions.report_list"))
