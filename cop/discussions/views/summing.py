"""Summaries of an e-discussion: written by its moderator, that of the whole endorsed by a manager."""

from flask import flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.discussions import rules
from cop.discussions.endorsing import WORKFLOW
from cop.discussions.forms import ReasonForm, SummaryForm, shown_summary, summary_form
from cop.discussions.models import CONSOLIDATED, Discussion, Summary
from cop.discussions.queries import summary_of
from cop.discussions.reading import reading_of
from cop.discussions.services.summarise import (
    endorse_summary,
    offer_summary,
    return_summary,
    write_summary,
)
from cop.discussions.views.public import back_to, bp, moderated, seen
from cop.kernel.errors import Stale

Answer = str | tuple[str, int] | Response


@bp.route("/discussions/<int:discussion_id>/summaries/<int:week>", methods=["GET", "POST"])
@access("discussions.write")
def summary_edit(discussion_id: int, week: int) -> Answer:
    """Sum up a week; week 0 is the whole."""
    discussion = moderated(seen(discussion_id))
    web.found(week if discussion.is_led and week <= rules.weeks_begun(discussion, web.now()) else None)
    summary = summary_of(discussion, week)
    form = summary_form(summary)
    if not form.validate_on_submit():
        return _page(discussion, week, form), 422 if form.is_submitted() else 200
    words = {"text": text_of(form.text), "language": text_of(form.language)}
    try:
        write_summary(discussion, week, **words, made_from=form.base, actor=web.actor(), now=web.now())
    except Stale:
        newer = web.found(summary_of(discussion, week))
        form.see_newer(newer.version)
        return _page(discussion, week, form, newer=newer), 409
    flash(_("Saved."), "success")
    return back_to(discussion)


def _page(
    discussion: Discussion,
    week: int,
    form: SummaryForm,
    newer: Summary | None = None,
    reason: ReasonForm | None = None,
) -> str:
    summary = summary_of(discussion, week)
    return render_template(
        "discussions/summary_edit.html",
        reading=reading_of(discussion),
        week=week,
        form=form,
        newer=newer,
        summary=summary,
        acts={act.name for act in WORKFLOW.permitted(summary, web.actor())}
        if summary and not week
        else set(),
        reason=reason or ReasonForm(formdata=None),
    )


@bp.post("/discussions/<int:discussion_id>/summaries/consolidated/offer")
@access("discussions.write")
def summary_offer(discussion_id: int) -> Response:
    """Ask a manager to endorse it."""
    discussion = moderated(seen(discussion_id))
    offer_summary(discussion, actor=web.actor(), now=web.now())
    flash(_("The summary waits for a manager."), "success")
    return back_to(discussion)


@bp.post("/discussions/<int:discussion_id>/summaries/consolidated/return")
@access("discussions.endorse")
def summary_return(discussion_id: int) -> Answer:
    """Give it back, saying what to change."""
    discussion, form = seen(discussion_id), ReasonForm()
    if not form.validate():
        summary = web.found(summary_of(discussion, CONSOLIDATED))
        return _page(discussion, CONSOLIDATED, shown_summary(summary), reason=form), 422
    return_summary(discussion, text_of(form.reason), actor=web.actor(), now=web.now())
    flash(_("Whoever wrote it is told what to change."), "success")
    return back_to(discussion)


@bp.post("/discussions/<int:discussion_id>/summaries/consolidated/endorsement")
@access("discussions.endorse")
def summary_endorse(discussion_id: int) -> Response:
    """Stand behind it."""
    discussion = seen(discussion_id)
    endorse_summary(discussion, actor=web.actor(), now=web.now())
    flash(_("The summary is endorsed, and everybody reads it."), "success")
    return back_to(discussion)
