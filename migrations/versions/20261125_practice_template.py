"""A practice is told along a template; what it told so far becomes the answer to what was done."""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

TEXTS = ("article_text", "article_revision")


def upgrade():
    # No table is copied: dropping the old one would take along what refers to it. So SQLite keeps the defaults.
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, column in (("article", "details"), *((table, "content") for table in TEXTS)):
        op.add_column(table, sa.Column(column, cop.core.db.Json(), nullable=False, server_default='{}'))
        if is_postgresql:
            op.alter_column(table, column, server_default=None)
    make = "jsonb_build_object" if is_postgresql else "json_object"
    for table in TEXTS:
        op.execute(f"UPDATE {table} SET content = {make}('approach', body)")
        op.drop_column(table, "body")


def downgrade():
    for table in TEXTS:
        op.add_column(table, sa.Column('body', sa.String(), nullable=False, server_default=''))
        op.execute(f"UPDATE {table} SET body = coalesce(content ->> 'approach', '')")
        op.drop_column(table, "content")
    op.drop_column("article", "details")
