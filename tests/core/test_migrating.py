"""Migrations keep what people wrote: tables that others refer to are changed with their rows in place."""

from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from cop.app import create_app
from cop.core import migrating
from cop.core.db import db
from cop.core.settings import Settings

FIRST = "0001"
A_FILE = """INSERT INTO file_blob (id, sha256, name, media_type, size, created_at)
 VALUES (1, 'a', 'picture.png', 'image/png', 1, '2026-11-24 12:00:00')"""
ITS_USER = """INSERT INTO article (id, state, original_language, themes, sectors, sdg_targets, countries_of_origin,
 countries_of_destination, lead, image_id, created_at)
 VALUES (1, 'draft', 'en', '[]', '[]', '[]', '[]', '[]', '', 1, '2026-11-24 12:00:00')"""


@pytest.fixture
def old(tmp_path: Path) -> Flask:
    """A site of the first revision."""
    app = create_app(Settings(_env_file=None, environment="test", data_dir=tmp_path, log_level="error"))
    migrating.install(app)
    with app.app_context():
        upgrade(revision=FIRST)
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
        assert migrating.drift() == []
        db.engine.dispose()
