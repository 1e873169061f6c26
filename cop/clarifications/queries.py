"""Reads of clarifications."""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from cop.calls.models import Call
from cop.clarifications.models import Clarification
from cop.clarifications.rules import READERS
from cop.core.db import db
from cop.kernel.actor import Actor


def visible_to(actor: Actor) -> Select[Clarification]:
    """What `actor` may see; the twin of rules.can_see."""
    statement = select(Clarification).order_by(Clarification.id)
    if actor.is_system or actor.roles & READERS:
        return statement
    return statement.where(
        or_(Clarification.number.is_not(None), Clarification.asked_by == (actor.user_id or 0))
    )


def published(call: Call) -> Select[Clarification]:
    """The public items of a call, the newest first."""
    statement = select(Clarification).where(
        Clarification.call_id == call.id, Clarification.number.is_not(None)
    )
    return statement.order_by(Clarification.number.desc())


def item_of(call: Call, number: int) -> Clarification | None:
    return db.session.scalar(published(call).where(Clarification.number == number))


def clarification_by_id(clarification_id: int, actor: Actor) -> Clarification | None:
    """One of those that `actor` may see, with its call."""
    statement = visible_to(actor).where(Clarification.id == clarification_id)
    return db.session.scalar(statement.options(joinedload(Clarification.call)))


def asked_by(actor: Actor, call: Call) -> Sequence[Clarification]:
    """The actor's own questions about a call, with the item that answers each."""
    statement = select(Clarification).where(
        Clarification.call_id == call.id, Clarification.asked_by == (actor.user_id or 0)
    )
    return db.session.scalars(
        statement.order_by(Clarification.id.desc()).options(joinedload(Clarification.same_as))
    ).all()


def _open() -> Select[Clarification]:
    return select(Clarification).where(Clarification.number.is_(None), Clarification.same_as_id.is_(None))


def waiting(call: Call) -> Sequence[Clarification]:
    """What has no answer yet, the oldest first."""
    return db.session.scalars(
        _open().where(Clarification.call_id == call.id).order_by(Clarification.id)
    ).all()


def waiting_by_call() -> list[tuple[Call, int, int]]:
    """(call, stage, questions without an answer)."""
    rows = db.session.execute(
        _open()
        .join(Clarification.call)
        .with_only_columns(Call, Clarification.stage, func.count())
        .group_by(Call.id, Clarification.stage)
        .order_by(Call.id, Clarification.stage)
    )
    return list(rows)


def next_number(call: Call) -> int:
    """Of the next public item."""
    highest = select(func.max(Clarification.number)).where(Clarification.call_id == call.id)
    return (db.session.scalar(highest) or 0) + 1
