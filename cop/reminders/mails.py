"""A reminder in the reader's language and by the reader's clock."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.activity.services import queue_mail
from cop.calls.reading import titles_of
from cop.core import i18n, web
from cop.reminders.queries import Concerned


def mail_deadline(one: Concerned, *, now: datetime) -> None:
    """How long there is for the drafts of a team, and where they are."""
    with i18n.in_language(one.user.language):
        title, left = _title(one), i18n.time_left(one.closes_at - now)
        subject = _("%(time)s left: %(title)s", time=left, title=title)
        drafts = [
            (
                proposal.title or proposal.number,
                web.absolute_url("proposals.proposal_show", proposal_id=proposal.id),
            )
            for proposal in one.proposals
        ]
        _mail(one, "reminders/mails/deadline.txt", subject, now, title=title, left=left, drafts=drafts)


def mail_opening(one: Concerned, *, now: datetime) -> None:
    """A call that somebody follows is open."""
    with i18n.in_language(one.user.language):
        title, url = _title(one), web.absolute_url("calls.call_show", code=one.stage.call.code)
        subject = _("Open now: %(title)s", title=title)
        _mail(one, "reminders/mails/opening.txt", subject, now, title=title, url=url)


def _title(one: Concerned) -> str:
    return titles_of([one.stage.call])[one.stage.call_id]


def _mail(one: Concerned, template: str, subject: str, now: datetime, **said: object) -> None:
    user = one.user
    text = render_template(
        template,
        user=user,
        closes_at=i18n.instant(one.closes_at, zone=one.stage.zone),
        for_reader=i18n.instant(one.closes_at, zone=user.zone),
        choose_url=web.absolute_url("reminders.choice_edit"),
        **said,
    )
    queue_mail(to=user.email, subject=subject, text=text, language=user.language, now=now)
