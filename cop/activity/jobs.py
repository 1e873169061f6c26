"""The outbox leaves: each due mail is sent; one that fails waits longer each time and keeps its Message-ID."""

from datetime import timedelta

import structlog
from sqlalchemy import select

from cop.activity.models import Mail
from cop.core import mail as post
from cop.core import web
from cop.core.db import db
from cop.core.unit import commit

log = structlog.get_logger()
MOST_TRIES = 12


def send_mail() -> None:
    """Send what is due, one commit a mail, so that a crash repeats at most one (under the same Message-ID)."""
    now = web.clock()()
    due = (
        select(Mail.id)
        .where(Mail.sent_at.is_(None), Mail.due_at <= now, Mail.tries < MOST_TRIES)
        .order_by(Mail.id)
        .limit(500)
    )
    ids = list(db.session.scalars(due))
    if not ids:
        return
    try:
        with post.transport() as transport:
            for mail_id in ids:
                _send(mail_id, transport)
    except OSError as error:
        log.warning("mail_server_away", error=str(error))
        _postpone(ids)


def _send(mail_id: int, transport: post.Transport) -> None:
    now = web.clock()()
    mail = db.session.get(Mail, mail_id, with_for_update={"skip_locked": True})
    if mail is None or mail.sent_at is not None:
        return
    mail.tries += 1
    try:
        transport.deliver(
            post.compose(
                to=mail.to,
                subject=mail.subject,
                text=mail.text,
                language=mail.language,
                message_id=mail.message_id,
                sent_at=mail.queued_at,
            )
        )
        mail.sent_at, mail.failure = now, None
    except (OSError, ValueError) as error:
        mail.failure = f"{type(error).__name__}: {error}"[:500]
        mail.due_at = now + _pause(mail.tries)
        log.warning("mail_not_sent", mail=mail_id, error=mail.failure)
    commit()


def _postpone(ids: list[int]) -> None:
    now = web.clock()()
    for mail in db.session.scalars(select(Mail).where(Mail.id.in_(ids), Mail.sent_at.is_(None))):
        mail.due_at = now + _pause(mail.tries)
    commit()


def _pause(tries: int) -> timedelta:
    return timedelta(minutes=min(2**tries, 360))
