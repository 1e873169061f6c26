"""What is told about an answered question: to who asked, and to everybody who is writing. Nobody learns who asked."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.calls.queries import definition_of, version_in_force
from cop.clarifications.models import Clarification
from cop.core import i18n, web
from cop.core.db import db
from cop.kernel.translated import pick
from cop.proposals.deadlines import writers_in


def mail_answer(row: Clarification, *, now: datetime) -> None:
    """Question and answer, once to each person."""
    readers = {user.id: user for user, _proposal in writers_in(row.call, row.stage)}
    asker = db.session.get(User, row.asked_by)
    if asker is not None and asker.disabled_at is None:
        readers.setdefault(asker.id, asker)
    for user in readers.values():
        with i18n.in_language(user.language):
            subject = _("Question %(number)s about the call is answered", number=row.number)
            _mail(row, row, user, subject, now)


def mail_same(row: Clarification, *, now: datetime) -> None:
    """To who asked: it was answered before."""
    asker = db.session.get(User, row.asked_by)
    if asker is None or asker.disabled_at is not None or row.same_as is None:
        return
    with i18n.in_language(asker.language):
        subject = _("Your question is answered under number %(number)s", number=row.same_as.number)
        _mail(row, row.same_as, asker, subject, now)


def _mail(row: Clarification, item: Clarification, user: User, subject: str, now: datetime) -> None:
    """`item` as the answer, in the language of this block."""
    definition = definition_of(version_in_force(row.call))
    text = render_template(
        "clarifications/mails/answered.txt",
        user=user,
        title=pick(definition.title, user.language).text,
        number=item.number,
        question=pick(item.question, user.language).text,
        answer=pick(item.answer, user.language).text,
        url=web.absolute_url("clarifications.item_show", code=row.call.code, number=item.number),
    )
    queue_mail(to=user.email, subject=subject, text=text, language=user.language, now=now)
