"""The activity log: one row a change, in its transaction, chained, and nobody can change it afterwards."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cop.activity.audit import verify_chain
from cop.activity.models import Event
from cop.activity.services import GENESIS, record
from cop.core.db import db
from cop.kernel.actor import SYSTEM
from tests.factories import NOON, actor_of, make_user


def _three() -> None:
    user = make_user(name="Ana أنا")
    for n, verb in enumerate(("made", "changed", "closed")):
        at = NOON + timedelta(minutes=n, microseconds=123_456)
        data = {"é": [1, 2.5, None, "نص"], "deep": {"b": 1, "a": True}, "number": n}
        record(verb, user, actor=actor_of(user), now=at, **data)
    db.session.commit()


def test_the_log_proves_itself(ctx: Flask) -> None:
    _three()
    verdict = verify_chain()
    assert (verdict.rows, verdict.broken_at) == (3, None)
    first = db.session.scalars(db.select(Event).order_by(Event.id)).first()
    assert first
    assert first.before_sha256 == GENESIS


def test_an_instant_in_any_zone_is_the_same_instant(ctx: Flask) -> None:
    user = make_user()
    local = datetime(2026, 11, 24, 15, 0, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    row = record("made", user, actor=SYSTEM, now=local)
    db.session.commit()
    db.session.expire_all()
    assert verify_chain().broken_at is None
    assert row.at == local.astimezone(UTC)


@pytest.mark.parametrize("change", ["UPDATE activity_event SET verb = 'x'", "DELETE FROM activity_event"])
def test_the_database_refuses_changes(ctx: Flask, change: str) -> None:
    _three()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(change))
    db.session.rollback()
    assert verify_chain().rows == 3


TAMPERED = [
    "UPDATE activity_event SET verb = 'other' WHERE id = {second}",
    "UPDATE activity_event SET actor_name = 'Somebody' WHERE id = {second}",
    "UPDATE activity_event SET actor_id = NULL WHERE id = {second}",
    "UPDATE activity_event SET subject_id = subject_id + 1 WHERE id = {second}",
    "UPDATE activity_event SET data = '{{}}' WHERE id = {second}",
    "UPDATE activity_event SET at = (SELECT MIN(at) FROM activity_event) WHERE id = {second}",
    "DELETE FROM activity_event WHERE id = {second}",
]


@pytest.mark.parametrize("change", TAMPERED)
def test_who_takes_the_triggers_away_is_found_out(ctx: Flask, change: str) -> None:
    _three()
    ids = list(db.session.scalars(db.select(Event.id).order_by(Event.id)))
    on = " ON activity_event" if db.engine.dialect.name == "postgresql" else ""
    for verb in ("update", "delete"):
        db.session.execute(text(f"DROP TRIGGER activity_event_no_{verb}{on}"))
    db.session.execute(text(change.format(second=ids[1])))
    db.session.expire_all()
    try:
        expected = ids[2] if change.startswith("DELETE") else ids[1]
        assert verify_chain().broken_at == expected
    finally:
        db.session.rollback()  # the triggers come back with it, on both databases


def test_a_change_that_is_undone_leaves_no_row(ctx: Flask) -> None:
    user = make_user()
    record("made", user, actor=SYSTEM, now=NOON)
    db.session.rollback()
    assert verify_chain().rows == 0
