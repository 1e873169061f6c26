"""Readers keep practices on a list of their own."""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0023'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('article_saved',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('saved_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_saved_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_article_saved_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_saved')),
    sa.UniqueConstraint('user_id', 'article_id', name=op.f('uq_article_saved_user_id_article_id'))
    )


def downgrade():
    op.drop_table('article_saved')
