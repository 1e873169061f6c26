"""Reads of the activity log."""

from sqlalchemy import func, select

from cop.activity.models import Event
from cop.core.db import db


def newest_event() -> int:
    """The number of the newest row, 0 when there is none: it grows with every change and with nothing else."""
    return db.session.scalar(select(func.max(Event.id))) or 0
