"""A practice is told along a template; what it told so far becomes the answer to what was done."""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = 'practice_template'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    with op.batch_alter_table('article', schema=None) as batch_op:
        batch_op.add_column(sa.Column('details', cop.core.db.Json(), nullable=False, server_default='{}'))
    with op.batch_alter_table('article', schema=None) as batch_op:
        batch_op.alter_column('details', server_default=None)
    make = "jsonb_build_object" if is_postgresql else "json_object"
    for table in ("article_text", "article_revision"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('content', cop.core.db.Json(), nullable=False, server_default='{}'))
        op.execute(f"UPDATE {table} SET content = {make}('approach', body)")
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column('content', server_default=None)
            batch_op.drop_column('body')


def downgrade():
    pick = "content ->> 'approach'"
    for table in ("article_text", "article_revision"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('body', sa.String(), nullable=False, server_default=''))
        op.execute(f"UPDATE {table} SET body = coalesce({pick}, '')")
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column('body', server_default=None)
            batch_op.drop_column('content')
    with op.batch_alter_table('article', schema=None) as batch_op:
        batch_op.drop_column('details')
