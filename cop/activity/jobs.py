"""The outbox leaves: each due mail is sent; one that fails waits longer each time and keeps its Message-ID.

No transaction is open while a mail server is talked to: on SQLite it would hold up everyone who writes.
"""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import structlog
from sqlalchemy import select

from cop.activity.models import Mail
from cop.core import mail as post
from cop.core import web
from cop.core.db import db
from cop.core.unit import commit

log = structlog.get_logger()
MOST_TRIES = 12
MOST_AT_ONCE = 500


def send_mail() -> None:
    """Send what is due. A crash between delivery and the note of it repeats that one mail under the same Message-ID."""
    if not (ids := _due_ids()):
        return
    try:
        with post.transport() as transport:
            for mail_id in ids:
                _send(mail_id, transport)
    except OSError as error:
        log.warning("mail_server_away", error=str(error))
        _postpone(ids)


def _due_ids() -> list[int]:
    due = (
        select(Mail.id)
        .where(Mail.sent_at.is_(None), Mail.due_at <= web.clock()(), Mail.tries < MOST_TRIES)
        .order_by(Mail.id)
        .limit(MOST_AT_ONCE)
    )
    ids = list(db.session.scalars(due))
    commit()
    return ids


def _send(mail_id: int, transport: post.Transport) -> None:
    try:
        message = _claim(mail_id)
        if message is None:
            return
        transport.deliver(message)
        failure = None
    except (OSError, ValueError) as error:
        failure = f"{type(error).__name__}: {error}"[:500]
        log.warning("mail_not_sent", mail=mail_id, error=failure)
    _note(mail_id, failure)


def _claim(mail_id: int) -> EmailMessage | None:
    """The mail, moved to its next try so that no second worker takes it too; None when another was faster.

    Raises ValueError when no mail can be made of it.
    """
    now = web.clock()()
    mail = db.session.get(Mail, mail_id, with_for_update={"skip_locked": True}, populate_existing=True)
    if mail is None or mail.sent_at is not None or mail.due_at > now:
        commit()
        return None
    mail.tries += 1
    mail.due_at = now + _pause(mail.tries)
    facts: dict[str, Any] = {
        "to": mail.to,
        "subject": mail.subject,
        "text": mail.text,
        "language": mail.language,
        "message_id": mail.message_id,
        "sent_at": mail.queued_at,
    }
    commit()
    return post.compose(**facts)


def _note(mail_id: int, failure: str | None) -> None:
    mail = db.session.get_one(Mail, mail_id)
    mail.failure = failure
    mail.sent_at = None if failure else web.clock()()
    commit()


def _postpone(ids: list[int]) -> None:
    """The server was not there: nobody's try is counted, everyone waits a minute."""
    due_at = web.clock()() + _pause(0)
    for mail in db.session.scalars(select(Mail).where(Mail.id.in_(ids), Mail.sent_at.is_(None))):
        mail.due_at = max(mail.due_at, due_at)
    commit()


def _pause(tries: int) -> timedelta:
    return timedelta(minutes=min(2**tries, 360))
