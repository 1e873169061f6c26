"""Readers keep practices on a list of their own; authors write together."""

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
    op.create_table('article_co_author',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('since', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_co_author_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_article_co_author_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_co_author')),
    sa.UniqueConstraint('article_id', 'user_id', name=op.f('uq_article_co_author_article_id_user_id'))
    )
    op.create_index(op.f('ix_article_co_author_user_id'), 'article_co_author', ['user_id'], unique=False)
    op.create_table('article_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=300), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('invited_by', sa.Integer(), nullable=False),
    sa.Column('invited_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_invitation_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invited_by'], ['user.id'], name=op.f('fk_article_invitation_invited_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_invitation')),
    sa.UniqueConstraint('article_id', 'email', name=op.f('uq_article_invitation_article_id_email')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_article_invitation_token_sha256'))
    )


def downgrade():
    op.drop_table('article_invitation')
    op.drop_table('article_co_author')
    op.drop_table('article_saved')
