"""What practices told before the tables changed is kept, there and back."""

import json
from pathlib import Path

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from cop.app import create_app
from cop.core import migrating
from cop.core.db import db
from cop.core.settings import Settings

TOLD = 'It "rained".\n\nThen é'
ARTICLE = """INSERT INTO article (id, state, original_language, themes, sectors, sdg_targets, countries_of_origin,
    countries_of_destination, lead, created_at) VALUES (1, 'draft', 'en', '[]', '[]', '[]', '[]', '[]', '', '2026-11-01')"""
TEXT = """INSERT INTO article_text (article_id, language, slug, title, summary, body, image_alt, version, updated_at)
    VALUES (1, 'en', 's', 't', 's', :told, '', 1, '2026-11-01')"""


PINNED = """INSERT INTO article_text (id, article_id, language, slug, title, summary, content, image_alt, version,
    source_version, updated_at) VALUES (:id, 1, :language, :slug, :title, 's', :content, '', :version, :source, '2026-11-01')"""
REVISION = """INSERT INTO article_revision (article_id, language, number, title, summary, content, image_alt, made_at)
    VALUES (1, 'en', :number, :title, 's', :content, '', '2026-11-01')"""


def _site(tmp_path: Path) -> Flask:
    app = create_app(Settings(_env_file=None, environment="test", data_dir=tmp_path, log_level="error"))
    with app.app_context():
        migrating.install(app)
    return app


def test_a_body_becomes_what_was_done_and_a_body_again(tmp_path: Path) -> None:
    with _site(tmp_path).app_context():
        upgrade(revision="0009")
        with db.engine.begin() as connection:
            connection.execute(text(ARTICLE))
            connection.execute(text(TEXT), {"told": TOLD})
        upgrade(revision="0010")
        with db.engine.begin() as connection:
            found = connection.scalars(text("SELECT content ->> 'approach' FROM article_text")).all()
            assert found == [TOLD]
            assert connection.scalar(text("SELECT details FROM article")) == "{}"
        downgrade(revision="0009")
        with db.engine.begin() as connection:
            assert connection.scalars(text("SELECT body FROM article_text")).all() == [TOLD]
        db.engine.dispose()


def test_a_translation_s_texts_are_pinned_to_what_the_whole_was_made_from(tmp_path: Path) -> None:
    told, row = json.dumps({"approach": "x"}), json.dumps({"approach": "x", "blocks": {"a": {"title": "y"}}})
    with _site(tmp_path).app_context():
        upgrade(revision="0015")
        with db.engine.begin() as connection:
            connection.execute(text(ARTICLE))
            for number, title, content in ((1, "Old", told), (2, "New", told), (3, "New", row)):
                connection.execute(text(REVISION), {"number": number, "title": title, "content": content})
            for n, language, title, source in (
                (1, "en", "New", None),
                (2, "fr", "Vieux", 1),
                (3, "es", "Nuevo", 2),
            ):
                values = {"id": n, "language": language, "slug": title, "title": title, "source": source}
                kept = {"content": row if n == 1 else told, "version": 3 if n == 1 else 1}
                connection.execute(text(PINNED), values | kept)
        upgrade(revision="0020")
        with db.engine.begin() as connection:
            found = connection.execute(
                text("SELECT pins, status, is_readable FROM article_text ORDER BY id")
            ).all()
            assert json.loads(found[0].pins) == {"title": 2, "summary": 1, "approach": 1, "blocks-a-title": 3}
            assert json.loads(found[1].pins) == dict.fromkeys(("title", "summary", "approach"), 1)
            assert [one.status for one in found] == ["up_to_date", "outdated", "in_translation"]
            details = connection.scalars(text("SELECT details FROM article_revision ORDER BY number")).all()
            assert details == [None, None, "{}"]
        downgrade(revision="0015")
        with db.engine.begin() as connection:
            sources = connection.scalars(text("SELECT source_version FROM article_text ORDER BY id")).all()
            assert sources == [None, 3, 3]
        db.engine.dispose()
