"""What discussions add to pages of others: what waits on the desk, how many have a theme."""

from flask import url_for
from flask_babel import ngettext

from cop.core import i18n
from cop.core.db import db
from cop.core.desk import DeskItem
from cop.discussions.models import CONSOLIDATED, Summary
from cop.discussions.queries import offered_summaries, reports_for, with_theme
from cop.kernel.actor import Actor, Role
from cop.kernel.messages import N_, say
from cop.kernel.translated import pick


def waiting_on_desk(*, actor: Actor, **_context: object) -> list[DeskItem]:
    """Reports for who moderates, summaries for who endorses."""
    if not actor.is_signed_in:
        return []
    reports = len(db.session.scalars(reports_for(actor)).all())
    label, url = say(N_("Look at what was reported in discussions")), url_for("discussions.report_list")
    items = [DeskItem(label, url, i18n.number(reports))] if reports else []
    if actor.has(Role.MANAGER, Role.ADMIN):
        items += [_to_endorse(summary, actor) for summary in offered_summaries()]
    return items


def _to_endorse(summary: Summary, actor: Actor) -> DeskItem:
    title = pick(summary.discussion.titles, actor.language, fallback=summary.discussion.language).text
    url = url_for("discussions.summary_edit", discussion_id=summary.discussion_id, week=CONSOLIDATED)
    return DeskItem(say(N_("Endorse a summary")), url, title)


def discussions_with_theme(*, name: str, code: str) -> str:
    """How many discussions a theme stands for."""
    if name != "themes":
        return ""
    count = len(db.session.scalars(with_theme([code])).all())
    return ngettext("%(num)s discussion", "%(num)s discussions", count) if count else ""
