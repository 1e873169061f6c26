"""The deadline rush of `make bench`, small: what it counts is there, on both databases. How fast it is, the bench says."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url

from bench import flows, server
from bench.bidding import make_bids
from bench.rush import close_in, rows, rush, start_of
from bench.samples import open_app
from cop.core.db import db

PROPOSALS = 6


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty database; nothing for the file in the data folder."""
    if request.param == "sqlite":
        yield ""
        return
    url = make_url(request.getfixturevalue("postgres"))
    name = f"rush_{url.database}"
    where = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield url.set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def app(tmp_path: Path, database: str) -> Iterator[Flask]:
    made = open_app(tmp_path, database=database)
    yield made
    with made.app_context():
        db.engine.dispose()


def test_nothing_that_was_acknowledged_is_lost(app: Flask, tmp_path: Path, database: str) -> None:
    bids = make_bids(app, teams=3, proposals=PROPOSALS)
    before = rows(app)
    assert before["submissions"] == before["documents"] == 0
    with server.site(tmp_path, database=database) as (site, _pid):
        close_in(app, 600)
        outcome = rush(site, bids, seconds=1)
        more = {name: count - before[name] for name, count in rows(app).items()}
        again = flows.submissions(app, site)
    assert (outcome.acknowledged, outcome.errors) == (PROPOSALS, 0)
    assert set(outcome.seen) <= {200, 303, 503}
    assert more == {
        "submissions": PROPOSALS,
        "documents": 2 * PROPOSALS,
        "events": PROPOSALS,
        "receipts": PROPOSALS,
    }
    assert again is not None
    assert again.rows == again.done == PROPOSALS


def test_what_comes_after_the_deadline_is_not_counted_as_in(
    app: Flask, tmp_path: Path, database: str
) -> None:
    bids = make_bids(app, teams=1, proposals=1)
    with server.site(tmp_path, database=database) as (site, _pid):
        close_in(app, 0)
        outcome = rush(site, bids, seconds=1)
    assert (outcome.acknowledged, rows(app)["submissions"]) == (0, 0)
    assert outcome.seen[409] >= 1


def test_the_nearer_the_deadline_the_more_begin() -> None:
    starts = [start_of(number, 547, 180) for number in range(547)]
    assert starts == sorted(starts)
    assert 0 < starts[0] < starts[-1] < 180
    assert sum(start > 90 for start in starts) > 547 * 0.6
