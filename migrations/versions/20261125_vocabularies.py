"""What staff change of the vocabularies is kept over what the program ships."""

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


def downgrade():
    op.drop_table('taxonomy_term')
