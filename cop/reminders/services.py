"""Follow a call, choose reminders, find and write those that are due."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from sqlalchemy import delete, select

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.activity.services import record
from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Actor
from cop.kernel.errors import Denied
from cop.reminders import rules
from cop.reminders.mails import mail_deadline, mail_opening
from cop.reminders.models import Follow, Refusal, Reminder
from cop.reminders.queries import (
    Concerned,
    chosen_by,
    follow_of,
    followers_of_open,
    sent_before,
    writers_near_deadline,
)
from cop.reminders.rules import Kind


def follow_call(call: Call, *, actor: Actor, now: datetime) -> None:
    """Tell the actor when the call opens; following twice is following once."""
    if actor.user_id is None:
        raise Denied
    if follow_of(call, actor) is None:
        db.session.add(Follow(user_id=actor.user_id, call_id=call.id, since=now))
        record("call.followed", call, actor=actor, now=now)


def unfollow_call(call: Call, *, actor: Actor, now: datetime) -> None:
    """No longer."""
    if (follow := follow_of(call, actor)) is not None:
        db.session.delete(follow)
        record("call.unfollowed", call, actor=actor, now=now)


def choose_reminders(user: User, kinds: Collection[Kind], *, actor: Actor, now: datetime) -> None:
    """Send exactly these kinds from now on."""
    kept = {row.kind: row for row in db.session.scalars(select(Refusal).where(Refusal.user_id == user.id))}
    for kind in Kind:
        if kind in kinds and kind in kept:
            db.session.delete(kept[kind])
        elif kind not in kinds and kind not in kept:
            db.session.add(Refusal(user_id=user.id, kind=kind))
    record("account.reminders_chosen", user, actor=actor, now=now, kinds=sorted(kinds))


def forget_wishes(event: AccountErased) -> None:
    """Whoever erased their account follows nothing and is reminded of nothing."""
    for table in (Follow, Refusal, Reminder):
        db.session.execute(delete(table).where(table.user_id == event.user_id))


def due_reminders(now: datetime) -> list[tuple[Concerned, Kind]]:
    """Whom to remind now, and of what. What was sent is never sent again."""
    return [
        *_due(writers_near_deadline(now), _deadline_due, now),
        *_due(followers_of_open(now), _opening_due, now),
    ]


Due = Callable[[Concerned, rules.Standing, datetime], Kind | None]


def _deadline_due(_one: Concerned, standing: rules.Standing, now: datetime) -> Kind | None:
    return rules.due(standing, now)


def _opening_due(one: Concerned, standing: rules.Standing, now: datetime) -> Kind | None:
    return Kind.OPENING if rules.opening_is_due(standing, one.stage.opens_at, now) else None


def _due(concerned: list[Concerned], due: Due, now: datetime) -> Iterator[tuple[Concerned, Kind]]:
    users = {one.user.id for one in concerned}
    chosen, sent = chosen_by(users), sent_before(users)
    for one in concerned:
        standing = rules.Standing(
            since=one.since,
            closes_at=one.closes_at,
            zone=one.user.zone,
            chosen=chosen[one.user.id],
            sent=sent[one.key],
        )
        if (kind := due(one, standing, now)) is not None:
            yield one, kind


def remind(one: Concerned, kind: Kind, *, now: datetime) -> None:
    """Write one reminder into the outbox."""
    row = Reminder(
        user_id=one.user.id,
        call_id=one.stage.call_id,
        stage=one.stage.number,
        kind=kind,
        closes_at=one.closes_at,
        sent_at=now,
    )
    db.session.add(row)
    record("reminder.sent", row, actor=SYSTEM, now=now, to=one.user.id, why=kind.value)
    if kind == Kind.OPENING:
        mail_opening(one, now=now)
    else:
        mail_deadline(one, now=now)
