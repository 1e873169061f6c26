"""each translated text is pinned to the revision it was made from; a revision keeps the answers beside the words"""

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0020'
down_revision = '0018'
branch_labels = None
depends_on = None

STATES = ('missing', 'in_translation', 'machine_draft', 'outdated', 'up_to_date')
NEEDED = ('title', 'summary', 'approach')


def upgrade():
    # Said in SQL where a column is checked: SQLite's table would be copied, and what refers to it lost with the old one.
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("article_text", "article_revision"):
        for column, empty in (("pins", "{}"), ("unchecked", "[]")):
            op.add_column(table, sa.Column(column, cop.core.db.Json(), nullable=False, server_default=empty))
            if is_postgresql:
                op.alter_column(table, column, server_default=None)
    op.add_column('article_revision', sa.Column('details', cop.core.db.Json(), nullable=True))
    for table, column, default in (('article_revision', 'is_minor', sa.false()), ('article_text', 'is_readable', sa.true())):
        op.add_column(table, sa.Column(column, sa.Boolean(), nullable=False, server_default=default))
        if is_postgresql:
            op.alter_column(table, column, server_default=None)
    op.execute(
        "ALTER TABLE article_text ADD COLUMN status VARCHAR(40) DEFAULT 'up_to_date' NOT NULL "
        f"CONSTRAINT ck_article_text_translationstate CHECK (status IN {STATES})"
    )
    if is_postgresql:
        op.alter_column('article_text', 'status', server_default=None)
    _pin(op.get_bind())
    op.drop_column('article_text', 'source_version')


def downgrade():
    op.add_column('article_text', sa.Column('source_version', sa.Integer(), nullable=True))
    op.execute(
        "UPDATE article_text SET source_version = (SELECT o.version FROM article_text o JOIN article a ON a.id = o.article_id "
        "WHERE o.article_id = article_text.article_id AND o.language = a.original_language AND o.id <> article_text.id)"
    )
    for table, column in (('article_revision', 'details'), ('article_revision', 'is_minor'), ('article_text', 'is_readable'), ('article_text', 'status')):
        op.drop_column(table, column)
    for table in ("article_text", "article_revision"):
        op.drop_column(table, "unchecked")
        op.drop_column(table, "pins")


def _pin(connection):
    """What was known of a whole translation is from now on known of each of its texts."""
    originals = dict(connection.execute(sa.text("SELECT id, original_language FROM article")).all())
    revisions = defaultdict(list)
    columns = "article_id, language, number, title, summary, image_alt, content"
    for row in connection.execute(sa.text(f"SELECT {columns} FROM article_revision ORDER BY number")):
        if row.language == originals[row.article_id]:
            revisions[row.article_id].append((row.number, _texts(row)))
    pins = {article_id: _moved(kept) for article_id, kept in revisions.items()}
    columns = "id, article_id, language, version, source_version, title, summary, image_alt, content"
    for row in connection.execute(sa.text(f"SELECT {columns} FROM article_text")).all():
        _pin_text(connection, row, pins.get(row.article_id, {}), is_original=row.language == originals[row.article_id])
    connection.execute(sa.text(
        "UPDATE article_revision SET details = (SELECT a.details FROM article a WHERE a.id = article_revision.article_id) "
        "WHERE EXISTS (SELECT 1 FROM article a JOIN article_text t ON t.article_id = a.id AND t.language = a.original_language "
        "WHERE a.id = article_revision.article_id AND t.language = article_revision.language AND t.version = article_revision.number)"
    ))


def _pin_text(connection, row, source, *, is_original):
    texts = _texts(row)
    made_from = row.source_version if row.source_version is not None else max(source.values(), default=1)
    pins = source if is_original else dict.fromkeys(texts, made_from)
    states = [] if is_original else [pins[path] < pin for path, pin in source.items() if path in texts]
    status = 'outdated' if any(states) else 'up_to_date'
    if not is_original and status == 'up_to_date' and set(source) - set(texts):
        status = 'in_translation'
    json_of = "CAST(:pins AS JSONB)" if connection.dialect.name == "postgresql" else ":pins"
    connection.execute(
        sa.text(f"UPDATE article_text SET pins = {json_of}, status = :status, is_readable = :readable WHERE id = :id"),
        {"pins": json.dumps(pins), "status": status, "readable": is_original or all(texts.get(p) for p in NEEDED), "id": row.id},
    )


def _moved(revisions):
    """Path -> the last revision that changed it."""
    pins, before = {}, {}
    for number, texts in revisions:
        pins = {path: pins[path] if before.get(path) == text else number for path, text in texts.items()}
        before = texts
    return pins


def _texts(row):
    content = json.loads(row.content) if isinstance(row.content, str) else row.content
    texts = {name: getattr(row, name) for name in ("title", "summary", "image_alt")}
    for code, value in content.items():
        if isinstance(value, str):
            texts[code] = value
        else:
            texts |= {f"{code}-{key}-{item}": text for key, words in value.items() for item, text in words.items()}
    return {path: text for path, text in texts.items() if text}
