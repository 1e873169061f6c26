"""Follow a discussion; no longer."""

from datetime import datetime

from cop.activity.services import record
from cop.core.db import db
from cop.discussions.follow_queries import follow_of, rhythm_of
from cop.discussions.models import Discussion, DiscussionFollow
from cop.discussions.rules import Rhythm
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied


def follow_discussion(
    discussion: Discussion, rhythm: Rhythm | None = None, *, actor: Actor, now: datetime
) -> DiscussionFollow:
    """Tell the actor what is said, as often as they say, or last said; who follows already is told as often as before."""
    if actor.user_id is None:
        raise Denied
    follow = follow_of(discussion, actor)
    if follow is None:
        follow = DiscussionFollow(
            user_id=actor.user_id,
            discussion_id=discussion.id,
            rhythm=rhythm or rhythm_of(actor),
            since=now,
            told_until=now,
        )
        db.session.add(follow)
    elif rhythm in {None, follow.rhythm}:
        return follow
    follow.rhythm = rhythm or follow.rhythm
    record("discussion.followed", discussion, actor=actor, now=now, rhythm=follow.rhythm)
    return follow


def unfollow_discussion(follow: DiscussionFollow, *, actor: Actor, now: datetime) -> None:
    """No longer. Whoever holds the link of a mail may, so `actor` may be nobody."""
    record("discussion.unfollowed", follow, actor=actor, now=now, discussion=follow.discussion_id)
    db.session.delete(follow)
