"""A discussion, or what was said in it, as it is now, held until the commit: whoever acts on it waits for the one before."""

from sqlalchemy import select

from cop.core.db import db
from cop.discussions.models import Contribution, Discussion


def held(discussion: Discussion) -> Discussion:
    """Its row stays in the session, so the caller's is the same one."""
    statement = select(Discussion).where(Discussion.id == discussion.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def held_contribution(contribution: Contribution) -> Contribution:
    statement = select(Contribution).where(Contribution.id == contribution.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()
