"""What the directory knows of a person, for their own eyes."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.core.db import db
from cop.directory.models import Member


def own_data(*, user_id: int) -> dict[str, Any]:
    """The organisations they belong to."""
    rows = select(Member).where(Member.user_id == user_id).options(joinedload(Member.organisation))
    return {
        "organisations": [
            {"name": row.organisation.name, "role": row.role, "since": row.since}
            for row in db.session.scalars(rows.order_by(Member.id))
        ]
    }
