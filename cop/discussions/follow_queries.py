"""Reads of who follows which discussion, and what they were not told yet."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import joinedload

from cop.accounts.models import User
from cop.core.db import db
from cop.discussions.models import CONSOLIDATED, Contribution, Discussion, DiscussionFollow, Summary
from cop.discussions.queries import shown_in
from cop.discussions.rules import PAUSES, Rhythm
from cop.kernel.actor import Actor

MOST_AT_ONCE = 500


def follow_of(discussion: Discussion, actor: Actor) -> DiscussionFollow | None:
    return db.session.scalar(
        select(DiscussionFollow).where(
            DiscussionFollow.discussion_id == discussion.id, DiscussionFollow.user_id == (actor.user_id or 0)
        )
    )


def followed_by(actor: Actor) -> frozenset[int]:
    """The numbers of the discussions that `actor` follows."""
    own = select(DiscussionFollow.discussion_id).where(DiscussionFollow.user_id == (actor.user_id or 0))
    return frozenset(db.session.scalars(own))


def rhythm_of(actor: Actor) -> Rhythm:
    """How often they last said they want to be told."""
    own = select(DiscussionFollow.rhythm).where(DiscussionFollow.user_id == (actor.user_id or 0))
    return db.session.scalar(own.order_by(DiscussionFollow.id.desc()).limit(1)) or Rhythm.DAILY


def follows_waiting(now: datetime) -> Sequence[DiscussionFollow]:
    """Whose discussion moved on since they were told, as long ago as they wish; of accounts that are open."""
    is_due = (
        and_(DiscussionFollow.rhythm == rhythm, DiscussionFollow.told_until <= now - pause)
        for rhythm, pause in PAUSES.items()
    )
    statement = (
        select(DiscussionFollow)
        .join(DiscussionFollow.user)
        .join(DiscussionFollow.discussion)
        .where(
            Discussion.hidden_at.is_(None),
            Discussion.last_at > DiscussionFollow.told_until,
            or_(*is_due),  # here and not afterwards: who waits for tomorrow's mail takes nobody's place
            User.disabled_at.is_(None),
        )
        .options(joinedload(DiscussionFollow.user), joinedload(DiscussionFollow.discussion))
    )
    return db.session.scalars(statement.order_by(DiscussionFollow.told_until).limit(MOST_AT_ONCE)).all()


def news_for(follow: DiscussionFollow, until: datetime) -> Sequence[Contribution]:
    """What others said since they were told, and everybody still reads, the oldest first."""
    statement = shown_in(follow.discussion).where(
        Contribution.written_at > follow.told_until,
        Contribution.written_at <= until,
        Contribution.author_id != follow.user_id,
    )
    return db.session.scalars(statement.order_by(None).order_by(Contribution.id)).all()


def summaries_for(follow: DiscussionFollow, until: datetime) -> Sequence[Summary]:
    """What was summed up by others since they were told, and everybody reads."""
    public_at = case((Summary.week == CONSOLIDATED, Summary.endorsed_at), else_=Summary.written_at)
    statement = select(Summary).where(
        Summary.discussion_id == follow.discussion_id,
        public_at > follow.told_until,
        public_at <= until,
        Summary.written_by.is_distinct_from(follow.user_id),
    )
    return db.session.scalars(statement.order_by(Summary.week)).all()


def token_of(follow: DiscussionFollow) -> str:
    """What a mail carries so that its reader can end it without signing in: it names one follow and cannot be made up."""
    return str(_signer().dumps([follow.id, follow.user_id]))


def follow_by_token(token: str) -> DiscussionFollow | None:
    """The follow that a mail's link names."""
    try:
        follow_id, user_id = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    same = DiscussionFollow.id == follow_id, DiscussionFollow.user_id == user_id
    return db.session.scalar(select(DiscussionFollow).where(*same))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="discussion-follow")
