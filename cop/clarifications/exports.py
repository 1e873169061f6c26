"""What a person asked about calls, for their own eyes: nobody else may see who asked."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.clarifications.models import Clarification
from cop.core.db import db


def own_data(*, user_id: int) -> dict[str, Any]:
    """Their questions, in their words."""
    rows = (
        select(Clarification).where(Clarification.asked_by == user_id).options(joinedload(Clarification.call))
    )
    return {
        "questions_asked": [
            {"call": row.call.code, "asked_at": row.asked_at, "question": row.asked}
            for row in db.session.scalars(rows.order_by(Clarification.id))
        ]
    }
