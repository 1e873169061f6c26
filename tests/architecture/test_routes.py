"""Every route × kind of person → outcome is one row of routes.txt, and somebody walks it."""

from pathlib import Path

import pytest
from flask import Flask

from cop.core.access import permission_of
from tests.architecture.conftest import COLUMNS, World

TABLE = Path(__file__).with_name("routes.txt")


def table() -> dict[tuple[str, str], tuple[str, ...]]:
    """(endpoint, method) -> the status each column gets."""
    rows = [
        line.split() for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert tuple(rows[0][2:]) == COLUMNS
    return {(row[0], row[1]): tuple(row[2:]) for row in rows[1:]}


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_is_in_the_table_and_nothing_else(world: World) -> None:
    assert routes(world.app) == set(table())


def test_every_route_declares_its_access(world: World) -> None:
    for rule in world.app.url_map.iter_rules():
        assert permission_of(world.app, rule.endpoint)


@pytest.mark.parametrize(("endpoint", "method"), sorted(table()))
def test_each_gets_what_the_table_says(world: World, endpoint: str, method: str) -> None:
    seen = []
    world.restore()
    for column in COLUMNS:
        if seen and method != "GET":  # which changes nothing: see below
            world.restore()
        seen.append(str(world.ask(column, endpoint, method).status_code))
    assert tuple(seen) == table()[endpoint, method]


def test_halfway_is_nobody() -> None:
    """Before the second factor a person gets what a visitor gets, but where the code is asked for."""
    anonymous, halfway = COLUMNS.index("anonymous"), COLUMNS.index("halfway")
    differing = {row for row, statuses in table().items() if statuses[halfway] != statuses[anonymous]}
    assert differing == {
        ("accounts.code_show", "GET"),
        ("accounts.code_show", "POST"),
        ("accounts.sign_in", "GET"),
    }


def test_nobody_meets_our_own_fault() -> None:
    assert not [row for row, statuses in table().items() if any(s.startswith("5") for s in statuses)]


def test_no_get_changes_the_database(world: World) -> None:
    world.restore()
    before = world.digest()
    for endpoint, method in sorted(table()):
        if method == "GET":
            for column in COLUMNS:
                world.ask(column, endpoint, method)
    assert world.digest() == before
