"""What discussions add to pages of others: the front page, what waits on the desk, how many have a theme."""

from collections.abc import Iterator
from datetime import datetime

from flask import render_template, url_for
from flask_babel import ngettext
from markupsafe import Markup

from cop.core import i18n, web
from cop.core.db import db
from cop.core.desk import DeskItem
from cop.discussions.models import CONSOLIDATED, Discussion, Summary
from cop.discussions.queries import going_on, reports_for, with_theme
from cop.discussions.reading import readings_of
from cop.discussions.rules import weeks_over
from cop.discussions.summary_queries import led_by, offered_summaries, weeks_summed_up
from cop.kernel.actor import Actor, Role
from cop.kernel.messages import N_, say
from cop.kernel.translated import pick

LIVELIEST = 3


def liveliest_discussions(**_context: object) -> Markup | str:
    """Discussions that go on, as a section; nothing while there are none."""
    discussions = db.session.scalars(going_on(web.now()).limit(LIVELIEST)).all()
    if not discussions:
        return ""
    readings = readings_of(discussions)
    return Markup(render_template("discussions/_home.html", readings=readings))  # noqa: S704 - our own template


def waiting_on_desk(*, actor: Actor, now: datetime, **_context: object) -> list[DeskItem]:
    """Reports and weeks without a summary for who moderates, summaries for who endorses."""
    if not actor.is_signed_in:
        return []
    reports = len(db.session.scalars(reports_for(actor)).all())
    label, url = say(N_("Look at what was reported in discussions")), url_for("discussions.report_list")
    items = [DeskItem(label, url, i18n.number(reports))] if reports else []
    items += [_to_sum_up(discussion, week, actor) for discussion, week in _without_summary(actor, now)]
    if actor.has(Role.MANAGER, Role.ADMIN):
        items += [_to_endorse(summary, actor) for summary in offered_summaries()]
    return items


def _without_summary(actor: Actor, now: datetime) -> Iterator[tuple[Discussion, int]]:
    """Of each e-discussion that `actor` leads, the first week that is over without its summary, until the whole has one."""
    led = db.session.scalars(led_by(actor)).all()
    summed_up = weeks_summed_up([discussion.id for discussion in led]) if led else {}
    for discussion in led:
        done = summed_up.get(discussion.id, set())
        missing = set(range(1, weeks_over(discussion, now) + 1)) - done
        if missing and CONSOLIDATED not in done:
            yield discussion, min(missing)


def _to_sum_up(discussion: Discussion, week: int, actor: Actor) -> DeskItem:
    url = url_for("discussions.summary_edit", discussion_id=discussion.id, week=week)
    return DeskItem(say(N_("Sum up week %(number)s"), number=week), url, _title(discussion, actor))


def _to_endorse(summary: Summary, actor: Actor) -> DeskItem:
    url = url_for("discussions.summary_edit", discussion_id=summary.discussion_id, week=CONSOLIDATED)
    return DeskItem(say(N_("Endorse a summary")), url, _title(summary.discussion, actor))


def _title(discussion: Discussion, actor: Actor) -> str:
    return pick(discussion.titles, actor.language, fallback=discussion.language).text


def discussions_with_theme(*, name: str, code: str) -> str:
    """How many discussions a theme stands for."""
    if name != "themes":
        return ""
    count = len(db.session.scalars(with_theme([code])).all())
    return ngettext("%(num)s discussion", "%(num)s discussions", count) if count else ""
