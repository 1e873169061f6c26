"""Reads for reminders: who would have to be reminded, what they want, what they were sent."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from cop.accounts.models import User
from cop.calls.models import Call, CallStage, CallState
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.deadlines import effective_closing, in_writing
from cop.proposals.models import Proposal
from cop.proposals.team import writes_it
from cop.reminders.models import Follow, Refusal, Reminder
from cop.reminders.rules import LONGEST, Kind

Sent = dict[tuple[int, int, int, datetime], set[Kind]]
"""(person, call, stage, deadline) -> what was sent."""


@dataclass(slots=True)
class Concerned:
    """A person, a stage of a call, its deadline for that person, and the drafts of theirs that it is about."""

    user: User
    stage: CallStage
    closes_at: datetime
    since: datetime
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, int, int, datetime]:
        return self.user.id, self.stage.call_id, self.stage.number, self.closes_at


def writers_near_deadline(now: datetime) -> list[Concerned]:
    """Who writes a draft whose deadline is near, once for each call and deadline."""
    closes_at = effective_closing()
    at = (CallStage.call_id == Proposal.call_id) & (CallStage.number == Proposal.stage)
    rows = db.session.execute(
        select(User, Proposal, CallStage, closes_at)
        .select_from(User)
        .join(Proposal, writes_it())
        .join(CallStage, at)
        .where(in_writing(), closes_at > now, closes_at <= now + LONGEST)
        .where(User.disabled_at.is_(None))
        .order_by(User.id, Proposal.id)
    )
    found: dict[tuple[int, int, int, datetime], Concerned] = {}
    for user, proposal, stage, closing in rows:
        since = proposal.reopened_at or proposal.created_at
        one = Concerned(user, stage, closing, since)
        known = found.setdefault(one.key, one)
        known.since = min(known.since, since)
        known.proposals.append(proposal)
    return list(found.values())


def followers_of_open(now: datetime) -> list[Concerned]:
    """Who follows a call whose first stage is open."""
    rows = db.session.execute(
        select(User, CallStage, Follow.since)
        .join(Follow, Follow.user_id == User.id)
        .join(CallStage, (CallStage.call_id == Follow.call_id) & (CallStage.number == 1))
        .join(Call, Call.id == CallStage.call_id)
        .where(Call.state == CallState.PUBLISHED, CallStage.opens_at <= now, CallStage.closes_at > now)
        .where(User.disabled_at.is_(None))
        .order_by(User.id, Follow.id)
    )
    return [Concerned(user, stage, stage.closes_at, since) for user, stage, since in rows]


def chosen_by(users: Collection[int]) -> dict[int, set[Kind]]:
    """What each of these people wants: everything but what they refused."""
    chosen = {user: set(Kind) for user in users}
    for user, kind in db.session.execute(
        select(Refusal.user_id, Refusal.kind).where(Refusal.user_id.in_(users))
    ):
        chosen[user].discard(kind)
    return chosen


def sent_before(users: Collection[int]) -> Sent:
    """What these people were sent."""
    sent: Sent = defaultdict(set)
    for row in db.session.scalars(select(Reminder).where(Reminder.user_id.in_(users))):
        sent[row.user_id, row.call_id, row.stage, row.closes_at].add(row.kind)
    return sent


def follow_of(call: Call, actor: Actor) -> Follow | None:
    return db.session.scalar(
        select(Follow).where(Follow.call_id == call.id, Follow.user_id == (actor.user_id or 0))
    )
