"""The resources that a person proposed, for their own eyes."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from cop.core.db import db
from cop.resources.models import Resource
from cop.resources.queries import AS_CARD, entry_of


def own_data(*, user_id: int) -> dict[str, Any]:
    """What they proposed, in every language and state, and the name of the file they gave."""
    own = select(Resource).where(Resource.author_id == user_id).order_by(Resource.id).options(*AS_CARD)
    return {
        "resources": [
            {
                "state": resource.state,
                "created_at": resource.created_at,
                **asdict(entry_of(resource)),
                "file": resource.file.name if resource.file else None,
            }
            for resource in db.session.scalars(own)
        ]
    }
