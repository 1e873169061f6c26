"""Limits that hold across processes and restarts: counts of tries, in the database."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Line, db
from cop.kernel.errors import TooMany


class LimitCount(Base):
    """How often `key` was tried since `started_at`."""

    __tablename__ = "limit_count"

    key: Mapped[Line] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)


def count_try(key: str, *, most: int, per: timedelta, now: datetime) -> None:
    """Count one try of `key`; raises TooMany on the one after `most` within `per`.

    The try is only kept when the request commits: a refusal that must count calls `life.keep_anyway`.
    """
    row = _row(key, now)
    if now - row.started_at >= per:
        row.started_at, row.tries = now, 0
    if row.tries >= most:
        raise TooMany(retry_after=max(1, int((row.started_at + per - now).total_seconds())))
    row.tries += 1


def _row(key: str, now: datetime) -> LimitCount:
    """The row of `key`, locked; made first when it is new, so that two first tries at once are two tries."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    new = insert(LimitCount).values(key=key, started_at=now, tries=0)
    db.session.execute(new.on_conflict_do_nothing())
    return db.session.scalars(select(LimitCount).where(LimitCount.key == key).with_for_update()).one()


def forget_tries(key: str) -> None:
    """Start `key` at nothing again (after a success)."""
    row = db.session.get(LimitCount, key)
    if row is not None:
        db.session.delete(row)


def forget_tries_of(beginning: str) -> None:
    """Delete every key that begins so: it names somebody who is no longer here."""
    db.session.execute(delete(LimitCount).where(LimitCount.key.startswith(beginning, autoescape=True)))


def take_back_try(key: str) -> None:
    """The last try of `key` was a success and does not count."""
    row = db.session.get(LimitCount, key)
    if row is not None:
        row.tries = max(0, row.tries - 1)
