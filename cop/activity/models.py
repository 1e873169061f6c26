"""The activity log (append-only, chained by hash) and the outbox of mails."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Code, Language, Line, Pk, Sha256


class Event(Base):
    """One change: who did what to which thing, when. Never updated, never deleted; `sha256` covers the row before.

    `actor_name` is only that of the system: a person's is looked up by `actor_id`, so that it can be forgotten.
    """

    __tablename__ = "activity_event"
    __table_args__ = (Index("ix_activity_event_subject", "subject_kind", "subject_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    at: Mapped[datetime]
    verb: Mapped[Code]
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    actor_id: Mapped[int | None]
    actor_name: Mapped[Line]
    data: Mapped[dict[str, Any]]
    before_sha256: Mapped[Sha256]
    sha256: Mapped[Sha256] = mapped_column(unique=True)


class Mail(Base):
    """A mail to one reader, written in the transaction of what it tells about, delivered later by the worker."""

    __tablename__ = "outbox_mail"

    id: Mapped[Pk] = mapped_column(init=False)
    message_id: Mapped[Line] = mapped_column(unique=True)
    to: Mapped[Line]
    language: Mapped[Language]
    subject: Mapped[str] = mapped_column(String(500))
    text: Mapped[str]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    failure: Mapped[str | None] = mapped_column(default=None)


_ON_SQLITE = """CREATE TRIGGER activity_event_no_{name} BEFORE {verb} ON activity_event
BEGIN SELECT RAISE(ABORT, 'activity_event is append-only'); END"""
_ON_POSTGRESQL = """CREATE OR REPLACE FUNCTION activity_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'activity_event is append-only'; END $$;
CREATE TRIGGER activity_event_no_{name} BEFORE {verb} ON activity_event FOR EACH ROW
EXECUTE FUNCTION activity_event_refuse()"""


def append_only_statements(dialect: str) -> list[str]:
    """How an engine is told to refuse changes to the log; the migrations run these."""
    statement = _ON_SQLITE if dialect == "sqlite" else _ON_POSTGRESQL
    return [statement.format(name=verb.lower(), verb=verb) for verb in ("UPDATE", "DELETE")]
