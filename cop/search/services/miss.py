"""Count what was searched in vain, so that the secretariat knows what is missing. Nothing says who searched."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from cop.core.db import db
from cop.search.models import MissedSearch
from cop.search.rules import KEPT_FOR

MOST_A_DAY = 1_000
"""Different ones: whoever types nonsense by the thousand fills no disk."""


def count_miss(words: str, language: str, *, now: datetime) -> None:
    """Once more today."""
    today = now.date()
    if (db.session.scalar(select(func.count()).where(MissedSearch.day == today)) or 0) < MOST_A_DAY:
        insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        row = insert(MissedSearch).values(day=today, language=language, words=words, times=0)
        db.session.execute(row.on_conflict_do_nothing())
    same = (MissedSearch.day == today, MissedSearch.language == language, MissedSearch.words == words)
    db.session.execute(update(MissedSearch).where(*same).values(times=MissedSearch.times + 1))


def forget_misses(now: datetime) -> None:
    """Nobody asks for what was missing more than a year ago."""
    db.session.execute(delete(MissedSearch).where(MissedSearch.day < (now - KEPT_FOR).date()))
