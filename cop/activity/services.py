"""Write down what happened, and queue what is to be told about it: both in the transaction of the change itself."""

from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy import delete, func, select, text

from cop.activity.models import Event, Mail
from cop.core import jobs
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.ids import canonical_json, digest, new_token

GENESIS = "0" * 64
_CHAIN_LOCK = 0x636F70


def record(
    verb: str, subject: Any, *, actor: Actor, now: datetime, kind: str | None = None, **data: Any
) -> Event:
    """Append one row to the activity log: `actor` did `verb` to `subject` (a flushed row) with `data` (JSON-able).

    A person is written down by number alone: no row can be changed later, and people may ask to be forgotten.
    """
    db.session.flush()
    before = _last_sha256()
    row = Event(
        at=now,
        verb=verb,
        subject_kind=kind or subject.__tablename__,
        subject_id=subject.id,
        actor_id=actor.user_id,
        actor_name=actor.name if actor.is_system else "",
        data=data,
        before_sha256=before,
        sha256="",
    )
    row.sha256 = event_sha256(row)
    db.session.add(row)
    db.session.flush()
    return row


def event_sha256(row: Event) -> str:
    """The digest that chains `row` to the one before it."""
    facts = [
        row.before_sha256,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.verb,
        row.subject_kind,
        row.subject_id,
        row.actor_id,
        row.actor_name,
        row.data,
    ]
    return digest(canonical_json(facts))


def _last_sha256() -> str:
    """The end of the chain, held until commit: SQLite's writers already queue, PostgreSQL's do it on this lock."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    return db.session.scalar(select(Event.sha256).order_by(Event.id.desc()).limit(1)) or GENESIS


def queue_mail(*, to: str, subject: str, text: str, language: str, now: datetime) -> Mail:
    """Put one mail into the outbox; the worker sends it after the commit, always under the same Message-ID."""
    settings = current_app.config["SETTINGS"]
    host = settings.mail_from.rpartition("@")[2].strip("> ")
    signature = f"-- \n{settings.name_in(language)}\n{settings.base_url}\n"  # which site it is that writes
    mail = Mail(
        message_id=f"<{new_token()}@{host}>",
        to=to,
        language=language,
        subject=" ".join(subject.split())[:500],
        text=f"{text.rstrip()}\n\n{signature}",
        queued_at=now,
        due_at=now,
    )
    db.session.add(mail)
    jobs.enqueue("activity.send_mail", once=True)
    return mail


def forget_mails(to: str) -> None:
    """Delete what was sent, or still waits, to an address whose owner is no longer here."""
    db.session.execute(delete(Mail).where(func.lower(Mail.to) == to.lower()))
