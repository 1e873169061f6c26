"""What staff change of the vocabularies is kept over what the program ships; files of practices are read before they are taken; pictures have sizes."""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0021'
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('taxonomy_term',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vocabulary', sa.String(length=80), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('parent', sa.String(length=80), nullable=True),
    sa.Column('labels', cop.core.db.Json(), nullable=False),
    sa.Column('synonyms', cop.core.db.Json(), nullable=False),
    sa.Column('retired_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('merged_into', sa.String(length=80), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('merged_into IS NULL OR merged_into <> code', name=op.f('ck_taxonomy_term_not_into_itself')),
    sa.CheckConstraint('parent IS NULL OR parent <> code', name=op.f('ck_taxonomy_term_not_below_itself')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_taxonomy_term')),
    sa.UniqueConstraint('vocabulary', 'code', name=op.f('uq_taxonomy_term_vocabulary_code'))
    )
    with op.batch_alter_table('file_blob', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sizes', cop.core.db.Json(), nullable=False, server_default='[]'))
    op.create_table('article_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('asked_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('found', cop.core.db.Json(), nullable=False),
    sa.Column('report', cop.core.db.Json(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('taken_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('finished_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['user.id'], name=op.f('fk_article_import_asked_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_import'))
    )
    with op.batch_alter_table('article_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_article_import_asked_at'), ['asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_article_import_asked_by'), ['asked_by'], unique=False)


def downgrade():
    with op.batch_alter_table('file_blob', schema=None) as batch_op:
        batch_op.drop_column('sizes')
    op.drop_table('article_import')
    op.drop_table('taxonomy_term')
