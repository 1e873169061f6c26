"""A call is changed part by part, by several people, and becomes a version once it holds."""

from typing import Any

import pytest
from flask import Flask

from cop.activity.models import Event
from cop.calls.building.places import Place, page_at
from cop.calls.building.queries import Workbench, workbench
from cop.calls.building.services import (
    begin_call,
    discard_draft,
    keep_version,
    move_part,
    remove_part,
    save_part,
)
from cop.calls.building.values import at, base_of, mark_of
from cop.calls.definition.loading import DefinitionErrors
from cop.calls.models import Call, CallDraft
from cop.calls.queries import definition_of, version_in_force
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_user

HOW: Any = {"actor": SYSTEM, "now": NOON}


def values() -> dict[str, Any]:
    return small().model_dump(mode="json", exclude_defaults=True)


def bench() -> Workbench:
    found = workbench("small-2026", SYSTEM, now=NOON)
    assert found
    return found


def page(where: str) -> Place:
    found = page_at(where, bench().values)
    assert found
    return found


def save(where: str, fields: dict[str, Any], *, seen: Any = None) -> CallDraft:
    place = page(where)
    names = [shape.name for shape in place.written]
    return save_part(bench(), place, fields, base=mark_of(seen or bench().values, place.loc, names), **HOW)


def test_a_call_from_nothing_becomes_a_version(ctx: Flask) -> None:
    begin_call(values(), **HOW)
    assert db.session.query(Call).count() == 0
    call = keep_version(bench(), **HOW)
    assert definition_of(version_in_force(call)) == small()
    assert db.session.query(CallDraft).count() == 0


@pytest.mark.parametrize("code", ["", "Not A Code", "x" * 61, "a/b", "p--q", "wells-", "new"])
def test_a_short_name_must_be_one(ctx: Flask, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        begin_call(values() | {"code": code}, **HOW)
    assert "code" in refused.value.fields


def test_a_short_name_is_taken_once_by_calls_and_those_being_made(ctx: Flask) -> None:
    begin_call(values(), **HOW)
    with pytest.raises(Invalid, match="already"):
        begin_call(values(), **HOW)
    with pytest.raises(Invalid, match="already"):
        create_call(small(), **HOW)


def test_a_version_stays_what_it_is_while_a_part_is_changed(ctx: Flask) -> None:
    call = create_call(small(), **HOW)
    save("money", {"grant": {"min": "5", "max": "6"}})
    assert definition_of(version_in_force(call)) == small()
    keep_version(bench(), **HOW)
    assert definition_of(version_in_force(call)).grant.max == 6
    assert [version.number for version in call.versions] == [1, 2]


def test_what_is_wrong_is_kept_but_makes_no_version(ctx: Flask) -> None:
    create_call(small(), **HOW)
    save("money", {"grant": {"min": "50000", "max": "6"}})
    with pytest.raises(DefinitionErrors) as refused:
        keep_version(bench(), **HOW)
    assert [problem.path for problem in refused.value.problems] == ["grant.min"]
    save("basics", {"title": None})
    assert bench().definition is None


def test_a_call_with_changes_in_hand_is_not_published(ctx: Flask) -> None:
    call = create_call(small(), **HOW)
    save("money", {"grant": {"min": "5", "max": "6"}})
    with pytest.raises(Refused):
        publish_call(call, **HOW)
    discard_draft(bench(), **HOW)
    publish_call(call, **HOW)


def test_two_who_change_one_part_are_told_and_two_parts_never_collide(ctx: Flask) -> None:
    create_call(small(), **HOW)
    seen = bench().values
    save("money", {"grant": {"min": "5", "max": "6"}}, seen=seen)
    save("subjects", {"themes": ["remittances"]}, seen=seen)
    with pytest.raises(Stale):
        save("money", {"grant": {"min": "7", "max": "8"}}, seen=seen)
    assert bench().values["grant"]["min"] == "5"
    assert bench().values["themes"] == ["remittances"]


def test_parts_are_added_moved_and_removed(ctx: Flask) -> None:
    create_call(small(), **HOW)
    save("who_may_apply/2", {"code": "1.3", "text": {"en": "New"}})
    codes = lambda: [p["code"] for p in bench().values["who_may_apply"]]  # noqa: E731 - asked three times
    assert codes() == ["1.1", "1.2", "1.3"]
    base = base_of(at(bench().values, ("who_may_apply", 2)))
    move_part(bench(), ("who_may_apply", 2), -1, base=base, **HOW)
    assert codes() == ["1.1", "1.3", "1.2"]
    with pytest.raises(Stale):
        remove_part(bench(), ("who_may_apply", 2), base=base, **HOW)
    remove_part(bench(), ("who_may_apply", 1), base=base, **HOW)
    assert codes() == ["1.1", "1.2"]


def test_every_change_is_recorded(ctx: Flask) -> None:
    officer = actor_of(make_user(Role.OFFICER))
    begin_call(values(), actor=officer, now=NOON)
    save("money", {"grant": {"min": "5", "max": "6"}})
    discard_draft(bench(), **HOW)
    rows = db.session.query(Event).filter_by(subject_kind="call_draft").order_by(Event.id).all()
    assert [row.verb for row in rows] == ["call_draft.begun", "call_draft.saved", "call_draft.discarded"]
    assert rows[1].data == {"code": "small-2026", "where": "money"}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.AUDITOR])
def test_calls_are_built_by_the_secretariat(ctx: Flask, role: Role) -> None:
    create_call(small(), **HOW)
    actor = actor_of(make_user(role))
    assert workbench("small-2026", actor, now=NOON) is None
    with pytest.raises(Denied):
        begin_call(values() | {"code": "x"}, actor=actor, now=NOON)
    with pytest.raises(Denied):
        save_part(
            bench(),
            page("money"),
            {},
            base=mark_of(bench().values, (), ["envelope", "grant", "duration_months"]),
            actor=actor,
            now=NOON,
        )
