"""practices live on: each translated text is pinned to the revision it was made from; a revision keeps the answers beside the words; what is public is looked at again"""

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

STATES = ('missing', 'in_translation', 'machine_draft', 'outdated', 'up_to_date')
NEEDED = ('title', 'summary', 'approach')


STANDS = ('draft', 'in_review', 'published', 'archived')
RETURNED = """UPDATE article SET state = 'changes_requested' WHERE state = 'draft' AND 'article.returned' = (
    SELECT e.verb FROM activity_event e WHERE e.subject_kind = 'article' AND e.subject_id = article.id
    AND e.verb IN ('article.returned', 'article.submitted') ORDER BY e.id DESC LIMIT 1)"""


def upgrade():
    _live()
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
    op.create_table('article_translator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('since', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_article_translator_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_translator')),
    sa.UniqueConstraint('user_id', 'language', name=op.f('uq_article_translator_user_id_language'))
    )
    _pin(op.get_bind())
    op.drop_column('article_text', 'source_version')


def _live():
    """Changes that were asked for are a state of their own, and what is public has a day to be looked at again."""
    _let_stand((*STANDS, 'changes_requested'))
    op.execute(RETURNED)
    op.add_column('article', sa.Column('review_due_on', sa.Date(), nullable=True))
    op.add_column('article', sa.Column('due_told_at', cop.core.db.UtcDateTime(timezone=True), nullable=True))
    op.create_index('ix_article_review_due_on', 'article', ['review_due_on'])
    two_years = "CURRENT_DATE + 730" if op.get_bind().dialect.name == "postgresql" else "date('now', '+730 days')"
    op.execute(f"UPDATE article SET review_due_on = {two_years} WHERE state = 'published'")


def _let_stand(states):
    """The check on the state anew; SQLite copies the table for it."""
    name = op.f('ck_article_articlestate')
    with op.batch_alter_table('article') as batch_op:
        batch_op.drop_constraint(name, type_='check')
        batch_op.create_check_constraint(name, f"state IN {states}")


def downgrade():
    op.drop_table('article_translator')
    op.drop_index('ix_article_review_due_on', table_name='article')
    op.drop_column('article', 'review_due_on')
    op.drop_column('article', 'due_told_at')
    op.execute("UPDATE article SET state = 'draft' WHERE state = 'changes_requested'")
    _let_stand(STANDS)
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
