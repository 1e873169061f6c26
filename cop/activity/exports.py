"""What the log knows of a person, for their own eyes."""

from typing import Any

from sqlalchemy import select

from cop.activity.models import Event
from cop.core.db import db


def own_data(*, user_id: int) -> dict[str, Any]:
    """Everything they did; not what came of it, which they may no longer be allowed to read."""
    events = db.session.scalars(select(Event).where(Event.actor_id == user_id).order_by(Event.id))
    return {
        "activity": [
            {"at": event.at, "what": event.verb, "of": f"{event.subject_kind} {event.subject_id}"}
            for event in events
        ]
    }
