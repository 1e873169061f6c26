"""Whoever erased their account leaves what was published or waits for it, and takes their drafts along, files too."""

from sqlalchemy import select

from cop.accounts.events import AccountErased
from cop.core.db import db
from cop.files.services import forget
from cop.resources.models import Resource
from cop.resources.states import WITH_AUTHOR


def forget_drafts(event: AccountErased) -> None:
    """Delete what only they were still writing and was never public."""
    begun = select(Resource).where(
        Resource.author_id == event.user_id, Resource.state.in_(WITH_AUTHOR), Resource.published_at.is_(None)
    )
    for resource in db.session.scalars(begun.execution_options(populate_existing=True)).all():
        blob = resource.file
        db.session.delete(resource)
        db.session.flush()
        if blob is not None:
            forget(blob)
