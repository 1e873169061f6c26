"""What reminders know of a person, for their own eyes."""

from typing import Any

from sqlalchemy import select

from cop.calls.models import Call
from cop.core.db import db
from cop.reminders.models import Follow, Refusal


def own_data(*, user_id: int) -> dict[str, Any]:
    """The calls they follow and the reminders they do not want."""
    follows = (
        select(Call.code, Follow.since).join(Follow).where(Follow.user_id == user_id).order_by(Follow.id)
    )
    refused = select(Refusal.kind).where(Refusal.user_id == user_id).order_by(Refusal.id)
    return {
        "calls_followed": [{"call": code, "since": since} for code, since in db.session.execute(follows)],
        "reminders_refused": list(db.session.scalars(refused)),
    }
