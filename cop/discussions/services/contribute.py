"""Say something in a discussion, change it while that is fair, take it back."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from cop.activity.services import record
from cop.core import events
from cop.core.db import db, held
from cop.core.limits import count_try
from cop.discussions import rules
from cop.discussions.events import DiscussionChanged
from cop.discussions.models import Contribution, ContributionRevision, Discussion
from cop.discussions.queries import last_by
from cop.discussions.services.follow import follow_discussion
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Stale

MOST_AN_HOUR = 20
SAME_FOR = timedelta(minutes=10)
"""The same words in the same place again within this time are a second press of the button."""


def contribute(
    discussion: Discussion,
    text: str,
    *,
    language: str,
    reply_to: Contribution | None = None,
    actor: Actor,
    now: datetime,
) -> Contribution:
    """Say `text` to all, or as an answer; whoever speaks follows. Raises Denied, Refused, TooLate, Invalid or TooMany."""
    discussion = held(discussion)
    if refusal := rules.contribute_refusal(discussion, actor, now):
        raise refusal
    reply_to_id = _root(discussion, reply_to)
    before = last_by(actor, discussion)
    if before is not None and _is_again(before, text, reply_to_id, now):
        return before
    count_try(f"contribution {actor.user_id}", most=MOST_AN_HOUR, per=timedelta(hours=1), now=now)
    contribution = Contribution(
        discussion_id=discussion.id,
        reply_to_id=reply_to_id,
        author_id=actor.user_id or 0,
        language=language,
        text=text,
        written_at=now,
    )
    discussion.last_at = now
    db.session.add(contribution)
    record("discussion.contributed", contribution, actor=actor, now=now, discussion=discussion.id)
    follow_discussion(discussion, actor=actor, now=now)
    events.publish(DiscussionChanged(discussion.id))
    return contribution


def _root(discussion: Discussion, reply_to: Contribution | None) -> int | None:
    """Answers stand one level deep: an answer to an answer is one to what both are about."""
    if reply_to is None:
        return None
    if reply_to.discussion_id != discussion.id or not reply_to.is_shown:
        raise Invalid(rules.ANSWERED_GONE)
    return reply_to.root_id


def _is_again(before: Contribution, text: str, reply_to_id: int | None, now: datetime) -> bool:
    is_same = (before.text, before.reply_to_id) == (text, reply_to_id)
    return is_same and before.is_shown and now - before.written_at <= SAME_FOR


def edit_contribution(
    contribution: Contribution, text: str, *, language: str, made_from: int, actor: Actor, now: datetime
) -> None:
    """Change one's own words; the old ones stay to be read. Raises Stale when they are no longer version `made_from`."""
    contribution = held(contribution)
    if refusal := rules.edit_refusal(contribution, contribution.discussion, actor, now):
        raise refusal
    if contribution.version != made_from:
        raise Stale
    if (contribution.text, contribution.language) == (text, language):
        return
    db.session.add(
        ContributionRevision(
            contribution_id=contribution.id,
            number=contribution.version,
            language=contribution.language,
            text=contribution.text,
            made_at=contribution.edited_at or contribution.written_at,
        )
    )
    contribution.text, contribution.language = text, language
    contribution.version, contribution.edited_at = contribution.version + 1, now
    record(
        "discussion.edited",
        contribution,
        actor=actor,
        now=now,
        version=contribution.version,
        discussion=contribution.discussion_id,
    )
    events.publish(DiscussionChanged(contribution.discussion_id))


def withdraw_contribution(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Take one's own words back, with their history; their place stays."""
    contribution = held(contribution)
    if not rules.can_withdraw(contribution, actor):
        raise Denied
    contribution.text, contribution.withdrawn_at = "", now
    db.session.execute(
        delete(ContributionRevision).where(ContributionRevision.contribution_id == contribution.id)
    )
    record("discussion.withdrawn", contribution, actor=actor, now=now, discussion=contribution.discussion_id)
    events.publish(DiscussionChanged(contribution.discussion_id))
