"""A call is made, changed as long as it is a draft, and then never again."""

import pytest
from flask import Flask

from cop.activity.models import Event
from cop.calls.models import Call, CallState
from cop.calls.queries import definition_of, version_in_force, window_of
from cop.calls.services import change_call, create_call, publish_call
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused
from tests.calls.shipped import shipped, small
from tests.factories import NOON, actor_of, make_user


@pytest.mark.parametrize("name", ["jmdi", "mida-great-lakes", "w-mida"])
def test_what_is_published_is_the_definition(ctx: Flask, name: str) -> None:
    definition = shipped(name)
    call = create_call(definition, actor=SYSTEM, now=NOON)
    version = publish_call(call, actor=SYSTEM, now=NOON)
    assert (call.state, call.published_at, version.published_at) == (CallState.PUBLISHED, NOON, NOON)
    assert definition_of(version_in_force(call)) == definition
    for number, stage in enumerate(definition.stages, 1):
        assert window_of(call, number) == stage.window.instants()


def test_every_act_is_recorded(ctx: Flask) -> None:
    officer = actor_of(make_user(Role.OFFICER))
    call = create_call(small(), actor=officer, now=NOON)
    change_call(call, small(), actor=officer, now=NOON)
    version = publish_call(call, actor=officer, now=NOON)
    rows = db.session.query(Event).filter_by(subject_kind="call", subject_id=call.id).order_by(Event.id).all()
    assert [row.verb for row in rows] == ["call.created", "call.changed", "call.published"]
    assert rows[-1].data == {"version": 2, "sha256": version.sha256}


@pytest.mark.parametrize("code", ["new", "start", "p--q", "wells-"])
def test_a_call_never_stands_in_the_place_of_a_page(ctx: Flask, code: str) -> None:
    with pytest.raises(Invalid, match=r"is not a code|cannot be called"):
        create_call(small().model_copy(update={"code": code}), actor=SYSTEM, now=NOON)


def test_a_code_is_taken_once(ctx: Flask) -> None:
    create_call(small(), actor=SYSTEM, now=NOON)
    with pytest.raises(Invalid, match="already"):
        create_call(small(), actor=SYSTEM, now=NOON)


def test_a_change_makes_a_version_with_its_own_windows(ctx: Flask) -> None:
    call = create_call(small(), actor=SYSTEM, now=NOON)
    first, second = (stage.window.instants() for stage in small().stages)
    moved = small().with_windows([(NOON, first.closes_at), (second.opens_at, second.closes_at)])
    change_call(call, moved, actor=SYSTEM, now=NOON)
    assert [version.number for version in call.versions] == [1, 2]
    assert window_of(call, 1).opens_at == NOON
    assert definition_of(version_in_force(call)) == moved
    assert definition_of(call.versions[0]) == small()


def test_a_code_stays_what_it_is(ctx: Flask) -> None:
    call = create_call(small(), actor=SYSTEM, now=NOON)
    with pytest.raises(Invalid, match="stays"):
        change_call(call, shipped("jmdi"), actor=SYSTEM, now=NOON)


def test_what_is_published_never_changes(ctx: Flask) -> None:
    call = create_call(small(), actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        change_call(call, small(), actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        publish_call(call, actor=SYSTEM, now=NOON)


@pytest.mark.parametrize("role", [None, Role.MEMBER, Role.REVIEWER, Role.AUDITOR])
def test_calls_are_the_secretariats(ctx: Flask, role: Role | None) -> None:
    call = create_call(small(), actor=SYSTEM, now=NOON)
    actor = actor_of(make_user(role)) if role else ANONYMOUS
    with pytest.raises(Denied):
        create_call(shipped("jmdi"), actor=actor, now=NOON)
    with pytest.raises(Denied):
        change_call(call, small(), actor=actor, now=NOON)
    with pytest.raises(Denied):
        publish_call(call, actor=actor, now=NOON)
    assert db.session.query(Call).count() == 1
