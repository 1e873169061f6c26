"""What practices told before there was a template is kept, there and back."""

from pathlib import Path

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


def test_a_body_becomes_what_was_done_and_a_body_again(tmp_path: Path) -> None:
    app = create_app(Settings(_env_file=None, environment="test", data_dir=tmp_path, log_level="error"))
    with app.app_context():
        migrating.install(app)
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
