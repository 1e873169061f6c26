"""A stage closes later for everybody: with a reason, on record, and never earlier."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from cop.activity.models import Event
from cop.calls.models import Call, ExtensionKind
from cop.calls.queries import window_of
from cop.calls.services import create_call, extend_after_outage, extend_stage, publish_call
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, NotFound, Refused
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_user

HOUR = timedelta(hours=1)
REASON = {"en": "A holiday."}


@pytest.fixture
def call(ctx: Flask) -> Call:
    made = create_call(small(), actor=SYSTEM, now=NOON)
    publish_call(made, actor=SYSTEM, now=NOON)
    return made


def closing(call: Call) -> datetime:
    return window_of(call, 1).closes_at


def test_everybody_has_until_later(call: Call) -> None:
    before, officer = closing(call), actor_of(make_user(Role.OFFICER))
    made = extend_stage(call, 1, before + HOUR, reason=REASON, actor=officer, now=NOON)
    db.session.expire_all()
    assert closing(call) == before + HOUR
    assert (made.before, made.closes_at, made.kind) == (before, before + HOUR, ExtensionKind.LATER)
    assert call.stages[0].extensions == [made]
    event = db.session.query(Event).filter_by(verb="call.extended").one()
    assert event.data["reason"] == REASON
    assert event.actor_id == officer.user_id


def test_an_outage_gives_its_time_back(call: Call) -> None:
    before = closing(call)
    now = before + 2 * HOUR
    outage = (before - 5 * HOUR, before + HOUR)
    made = extend_after_outage(call, 1, outage, least=24 * HOUR, reason=REASON, actor=SYSTEM, now=now)
    assert closing(call) == made.closes_at == before + 24 * HOUR
    longer = (before - 40 * HOUR, before + HOUR)
    extend_after_outage(call, 1, longer, least=24 * HOUR, reason=REASON, actor=SYSTEM, now=now)
    assert closing(call) == before + (24 + 41) * HOUR


def test_what_does_not_move_it(call: Call) -> None:
    before = closing(call)
    refused: list[tuple[str, datetime]] = [("closes_at", before), ("closes_at", before + timedelta(days=90))]
    for field, at in refused:
        with pytest.raises(Invalid) as refusal:
            extend_stage(call, 1, at, reason=REASON, actor=SYSTEM, now=NOON)
        assert set(refusal.value.fields) == {field}
    with pytest.raises(Invalid):
        extend_after_outage(
            call, 1, (before, before + HOUR), least=HOUR, reason=REASON, actor=SYSTEM, now=before + HOUR
        )
    with pytest.raises(NotFound):
        extend_stage(call, 3, before + HOUR, reason=REASON, actor=SYSTEM, now=NOON)
    assert closing(call) == before


def test_a_draft_has_its_dates_in_the_definition(ctx: Flask) -> None:
    call = create_call(small(), actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        extend_stage(call, 1, closing(call) + HOUR, reason=REASON, actor=SYSTEM, now=NOON)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.AUDITOR])
def test_deadlines_are_the_secretariats(call: Call, role: Role) -> None:
    with pytest.raises(Denied):
        extend_stage(call, 1, closing(call) + HOUR, reason=REASON, actor=actor_of(make_user(role)), now=NOON)
