"""What people are told by mail about discussions, each in their language."""

from collections.abc import Sequence
from datetime import datetime

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.core import i18n, web
from cop.core.db import db
from cop.core.markdown import plain
from cop.discussions.follow_queries import token_of
from cop.discussions.models import Contribution, Discussion, DiscussionFollow, Summary
from cop.kernel.translated import pick

MOST_NAMED = 20
EXCERPT = 500
"""Characters of each contribution: the rest is one step away."""


def mail_news(
    follow: DiscussionFollow, news: Sequence[Contribution], summaries: Sequence[Summary], *, now: datetime
) -> None:
    """What others said and summed up since the last mail, and how to have no more of these."""
    user, discussion = follow.user, follow.discussion
    with i18n.in_language(user.language):
        title = _title(discussion, user)
        count = ngettext("%(num)s new contribution", "%(num)s new contributions", len(news))
        text = render_template(
            "discussions/mails/news.txt",
            user=user,
            title=title,
            count=count if news else "",
            summaries=[(one.week, _excerpt(one.text)) for one in summaries],
            news=[(one.author.name, _excerpt(one.text), _address(one)) for one in news[:MOST_NAMED]],
            left_out=len(news) > MOST_NAMED,
            url=_url(discussion),
            end_url=web.absolute_url("discussions.follow_end", token=token_of(follow)),
        )
        told = _("%(count)s: %(title)s", count=count, title=title)
        _send(user, told if news else _("Summed up: %(title)s", title=title), text, now)


def tell_hidden(
    discussion: Discussion,
    author: User,
    reason: str,
    *,
    contribution: Contribution | None = None,
    now: datetime,
) -> None:
    """To who wrote it: a moderator hid their contribution, or the discussion they began, and why."""
    if author.disabled_at is not None:
        return
    with i18n.in_language(author.language):
        title = _title(discussion, author)
        text = render_template(
            "discussions/mails/hidden.txt",
            user=author,
            title=title,
            reason=reason,
            is_whole=contribution is None,
            url=_address(contribution) if contribution else _url(discussion),
        )
        _send(author, _("Hidden by a moderator: %(title)s", title=title), text, now)


def tell_moderator(discussion: Discussion, *, now: datetime) -> None:
    """They lead an e-discussion from now on."""
    user = discussion.moderator
    if user is None or discussion.opens_on is None or discussion.closes_on is None:
        return
    with i18n.in_language(user.language):
        title = _title(discussion, user)
        first, last = i18n.day(discussion.opens_on), i18n.day(discussion.closes_on)
        text = render_template(
            "discussions/mails/moderator.txt",
            user=user,
            title=title,
            first=first,
            last=last,
            url=_url(discussion),
        )
        _send(user, _("You moderate: %(title)s", title=title), text, now)


def tell_summary_returned(summary: Summary, *, now: datetime) -> None:
    """A manager asks for changes before endorsing it."""
    user = db.session.get(User, summary.written_by) if summary.written_by else None
    if user is None or user.disabled_at is not None:
        return
    with i18n.in_language(user.language):
        title = _title(summary.discussion, user)
        where = {"discussion_id": summary.discussion_id, "week": summary.week}
        text = render_template(
            "discussions/mails/returned.txt",
            user=user,
            title=title,
            reason=summary.returned_reason,
            url=web.absolute_url("discussions.summary_edit", **where),
        )
        _send(user, _("Please look again: %(title)s", title=title), text, now)


def _title(discussion: Discussion, reader: User) -> str:
    return pick(discussion.titles, reader.language, fallback=discussion.language).text


def _excerpt(markdown: str) -> str:
    text = plain(markdown).strip()
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()} …"


def _url(discussion: Discussion) -> str:
    return web.absolute_url("discussions.discussion_show", discussion_id=discussion.id)


def _address(contribution: Contribution) -> str:
    return web.absolute_url("discussions.contribution_show", contribution_id=contribution.id)


def _send(user: User, subject: str, text: str, now: datetime) -> None:
    queue_mail(to=user.email, subject=subject, text=text, language=user.language, now=now)
