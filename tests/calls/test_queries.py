"""What may be seen: the query and the rule agree, on both databases; and which version is in force."""

from flask import Flask

from cop.calls import queries
from cop.calls.models import Call, CallState
from cop.calls.queries import (
    call_by_code,
    definitions_of,
    times_of,
    version_in_force,
    versions_in_force,
    visible_to,
)
from cop.calls.rules import can_see
from cop.calls.services import change_call, create_call, publish_call
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from tests.calls.shipped import shipped, small
from tests.factories import NOON, actor_of, make_user


def published(name: str) -> Call:
    call = create_call(shipped(name), actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    return call


def test_visible_to_is_the_twin_of_can_see(ctx: Flask) -> None:
    calls = [published("jmdi"), create_call(small(), actor=SYSTEM, now=NOON)]
    actors = [ANONYMOUS, SYSTEM, actor_of(make_user()), *(actor_of(make_user(role)) for role in Role)]
    for actor in actors:
        seen = {call for call in calls if can_see(actor, is_published=call.state == CallState.PUBLISHED)}
        assert set(db.session.scalars(visible_to(actor))) == seen, actor
        for call in calls:
            assert (call_by_code(call.code, actor) is call) is (call in seen)


def test_the_newest_version_is_in_force(ctx: Flask) -> None:
    jmdi, draft = published("jmdi"), create_call(small(), actor=SYSTEM, now=NOON)
    change_call(draft, small(), actor=SYSTEM, now=NOON)
    versions = versions_in_force([jmdi, draft])
    assert {call_id: version.number for call_id, version in versions.items()} == {jmdi.id: 1, draft.id: 2}
    assert version_in_force(draft) is versions[draft.id]


def test_definitions_are_read_from_the_database_and_then_kept(ctx: Flask) -> None:
    queries._parsed.clear()
    versions = [call.versions[0] for call in (published("jmdi"), published("w-mida"))]
    for _again in range(2):
        found = definitions_of(versions)
        assert [found[version.sha256] for version in versions] == [shipped("jmdi"), shipped("w-mida")]


def test_announced_stages_are_told_by_awards(ctx: Flask) -> None:
    call = published("mida-great-lakes")
    assert [time.is_announced for time in times_of(call)] == [False, False]
    assert [time.is_announced for time in times_of(call, frozenset({1}))] == [True, False]
