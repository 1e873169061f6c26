"""Reads of what there is to sum up, and of what waits to be endorsed."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from cop.core.db import db
from cop.discussions.models import Discussion, Summary
from cop.discussions.rules import Kind, is_secretariat
from cop.kernel.actor import Actor


def led_by(actor: Actor) -> Select[Discussion]:
    """The e-discussions that `actor` sums up: their own, and for the secretariat those that nobody is named for."""
    mine = Discussion.moderator_id == (actor.user_id or 0)
    if is_secretariat(actor):
        mine |= Discussion.moderator_id.is_(None)
    return select(Discussion).where(Discussion.kind == Kind.LED, mine).order_by(Discussion.id)


def weeks_summed_up(ids: Sequence[int]) -> dict[int, set[int]]:
    """Discussion -> the numbers of the weeks that have a summary, CONSOLIDATED for one of the whole."""
    statement = select(Summary.discussion_id, Summary.week).where(Summary.discussion_id.in_(ids))
    found: dict[int, set[int]] = defaultdict(set)
    for discussion_id, week in db.session.execute(statement):
        found[discussion_id].add(week)
    return found


def offered_summaries() -> Sequence[Summary]:
    """Consolidated summaries that wait for a manager."""
    statement = select(Summary).where(Summary.state == "offered").options(joinedload(Summary.discussion))
    return db.session.scalars(statement.order_by(Summary.id)).all()
