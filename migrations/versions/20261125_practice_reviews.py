"""peers say how far a practice is proven"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

LEVELS = ('innovation', 'promising', 'good')


def upgrade():
    # Said in SQL, because for a checked column SQLite's table would be copied, and what refers to it lost with the old one.
    op.execute(
        "ALTER TABLE article ADD COLUMN evidence VARCHAR(40) DEFAULT 'innovation' NOT NULL "
        f"CONSTRAINT ck_article_evidence CHECK (evidence IN {LEVELS})"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column('article', 'evidence', server_default=None)
    op.create_table('article_peer_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Enum(*LEVELS, name='evidence', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('marks', cop.core.db.Json(), nullable=False),
    sa.Column('comments', cop.core.db.Json(), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_peer_review_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reviewer_id'], ['user.id'], name=op.f('fk_article_peer_review_reviewer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_peer_review')),
    sa.UniqueConstraint('article_id', 'reviewer_id', name=op.f('uq_article_peer_review_article_id_reviewer_id'))
    )
    op.create_index(op.f('ix_article_peer_review_reviewer_id'), 'article_peer_review', ['reviewer_id'], unique=False)


def downgrade():
    op.drop_index(op.f('ix_article_peer_review_reviewer_id'), table_name='article_peer_review')
    op.drop_table('article_peer_review')
    op.drop_column('article', 'evidence')
