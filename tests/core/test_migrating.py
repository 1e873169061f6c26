"""Migrations keep what people wrote: tables that others refer to are changed with their rows in place."""

from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from cop.app import create_app
from cop.core import migrating
from cop.core.db import db
from cop.core.sealing import unseal
from cop.core.settings import Settings

FIRST = "0001"
A_FILE = """INSERT INTO file_blob (id, sha256, name, media_type, size, created_at)
 VALUES (1, 'a', 'picture.png', 'image/png', 1, '2026-11-24 12:00:00')"""
ITS_USER = """INSERT INTO article (id, state, original_language, themes, sectors, sdg_targets, countries_of_origin,
 countries_of_destination, lead, image_id, created_at)
 VALUES (1, 'draft', 'en', '[]', '[]', '[]', '[]', '[]', '', 1, '2026-11-24 12:00:00')"""


A_PERSON = """INSERT INTO user (id, email, email_folded, name, password_hash, language, zone, created_at)
 VALUES (1, 'a@example.org', 'a@example.org', 'Ada', '!', 'en', 'UTC', '2026-11-24 12:00:00')"""
A_FACTOR = """INSERT INTO factor (id, user_id, secret, made_at, last_step)
 VALUES (1, 1, 'JBSWY3DPEHPK3PXP', '2026-11-24 12:00:00', 0)"""


@pytest.fixture
def revision() -> str:
    return FIRST


@pytest.fixture
def old(tmp_path: Path, revision: str) -> Flask:
    """A site of that revision."""
    app = create_app(Settings(_env_file=None, environment="test", data_dir=tmp_path, log_level="error"))
    migrating.install(app)
    with app.app_context():
        upgrade(revision=revision)
        db.session.remove()
    return app


def test_what_was_there_before_is_there_after(old: Flask) -> None:
    with old.app_context():
        with db.engine.begin() as connection:
            for row in (A_FILE, ITS_USER):
                connection.execute(text(row))
        migrating.migrate()
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT name FROM file_blob")).scalars().all() == ["picture.png"]
            assert connection.execute(text("SELECT image_id FROM article")).scalars().all() == [1]
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        with db.engine.begin() as connection:
            connection.execute(text("CREATE TABLE huey_task (id INTEGER)"))  # a queue in the same database
        assert migrating.drift() == []
        db.engine.dispose()


@pytest.mark.parametrize("revision", ["0023"])
def test_second_factors_that_were_readable_are_sealed(old: Flask) -> None:
    with old.app_context():
        with db.engine.begin() as connection:
            for row in (A_PERSON, A_FACTOR):
                connection.execute(text(row))
        migrating.migrate()
        with db.engine.connect() as connection:
            sealed = connection.execute(text("SELECT sealed_secret FROM factor")).scalar_one()
        assert unseal(sealed) == "JBSWY3DPEHPK3PXP" != sealed
        db.engine.dispose()
