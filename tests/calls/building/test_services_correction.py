"""A public call is corrected on screen: one working copy, what must stay, and a version once its differences were read."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cop.calls.building.places import page_at
from cop.calls.building.queries import Workbench, workbench
from cop.calls.building.reading import stays_here
from cop.calls.building.services import discard_draft, keep_version, save_part
from cop.calls.building.values import mark_of
from cop.calls.correcting.queries import definition_now, mark_now
from cop.calls.correcting.services import correct_call, publish_correction
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import DefinitionErrors, path_of
from cop.calls.models import Call, CallDraft
from cop.calls.queries import definition_of, version_in_force
from cop.calls.services import create_call, extend_stage, publish_call
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import Denied, Refused, Stale
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_user

HOW: Any = {"actor": SYSTEM, "now": NOON}
REASON = {"en": "A limit was wrong.", "fr": "Une limite était fausse."}


@pytest.fixture
def call(ctx: Flask) -> Call:
    made = create_call(small(), **HOW)
    publish_call(made, **HOW)
    db.session.flush()
    return made


def bench() -> Workbench:
    found = workbench("small-2026", SYSTEM, now=NOON, hold=True)
    assert found
    return found


def save(where: str, fields: dict[str, Any]) -> CallDraft:
    place = page_at(where, bench().values)
    assert place
    names = [shape.name for shape in place.written]
    return save_part(bench(), place, fields, base=mark_of(bench().values, place.loc, names), **HOW)


def publish(**given: Any) -> Any:
    return publish_correction(bench(), **{"base": bench().mark, "reason": REASON, **HOW, **given})


def test_a_working_copy_becomes_the_version_in_force(call: Call) -> None:
    save("money", {"grant": {"min": "1000", "max": "15000"}})
    save("subjects", {"themes": ["rights", "remittances"]})
    assert definition_of(version_in_force(call)) == small()
    version = publish()
    now = definition_of(version_in_force(call))
    assert (version.number, version.reason, now.grant.max, now.themes) == (
        2,
        REASON,
        15000,
        ("rights", "remittances"),
    )
    assert db.session.query(CallDraft).count() == 0
    assert not bench().is_outdated


def test_what_must_stay_is_found_at_its_page_and_published_never(call: Call) -> None:
    save("money", {"envelope": {"amount": "200000", "currency": "USD"}})
    found = [loc for loc, _message in bench().found]
    assert found[-1] == ("envelope", "currency")
    place, field = bench().page_of(found[-1])
    assert place
    assert (place.where, field) == ("money", "envelope-currency")
    with pytest.raises(DefinitionErrors):
        publish()
    with pytest.raises(Refused):
        keep_version(bench(), **HOW)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("money", ["The currency stays."]),
        ("subjects", []),
        ("stages/0/stage", ["The short name of the stage stays.", "The time zone stays"]),
        ("stages/0/sections/0/questions/1", ["A question that was public keeps its type"]),
        ("stages/0/scoring", ["This stage is open"]),
        ("stages/0/grid/sections/0/criteria/0", ["This stage is open"]),
        ("stages/1/scoring", []),
        ("stages/1/budget/headings/0", ["Headings of the budget"]),
    ],
)
def test_a_page_says_what_must_stay(call: Call, where: str, said: list[str]) -> None:
    place = page_at(where, bench().values)
    assert place
    stays = stays_here(place, bench())
    assert len(stays) == len(said)
    assert all(str(message).startswith(start) for message, start in zip(stays, said, strict=True))


def test_nothing_must_stay_of_a_call_that_is_a_draft(ctx: Flask) -> None:
    create_call(small(), **HOW)
    place = page_at("money", bench().values)
    assert place
    assert stays_here(place, bench()) == []


def test_who_publishes_has_read_what_is_published(call: Call) -> None:
    save("money", {"grant": {"min": "1000", "max": "15000"}})
    seen = bench().mark
    save("subjects", {"themes": ["rights", "remittances"]})
    with pytest.raises(Stale):
        publish(base=seen)


def test_a_correction_or_a_later_deadline_meanwhile_is_told_and_read_again(call: Call) -> None:
    save("money", {"grant": {"min": "1000", "max": "15000"}})
    seen = bench().mark
    data = definition_now(call).to_json()
    data["title"]["en"] = "Another"
    correct_call(call, CallDefinition.from_json(data), base=mark_now(call), reason=REASON, **HOW)
    assert bench().is_outdated
    with pytest.raises(Stale):
        publish(base=seen)
    extend_stage(call, 1, call.stages[0].closes_at + timedelta(days=1), reason=REASON, **HOW)
    assert [path_of(loc) for loc, _message in bench().found] == ["stages[0].window.closes"]


def test_a_working_copy_is_thrown_away_by_choice(call: Call) -> None:
    save("money", {"grant": {"min": "1000", "max": "15000"}})
    discard_draft(bench(), **HOW)
    assert bench().values["grant"]["max"] == "20000"
    with pytest.raises(Refused):
        publish()


def test_a_working_copy_begins_with_the_deadline_of_now(call: Call) -> None:
    later = call.stages[0].closes_at + timedelta(days=1)
    extend_stage(call, 1, later, reason=REASON, **HOW)
    assert bench().values["stages"][0]["window"]["closes"] == "2027-01-16T16:00:00"
    assert bench().found == []


def test_corrections_are_the_secretariats(call: Call) -> None:
    save("money", {"grant": {"min": "1000", "max": "15000"}})
    with pytest.raises(Denied):
        publish(actor=actor_of(make_user(Role.MEMBER)))
