"""What is read in which language is counted; people choose whether they want news of their practices."""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('article_mail_refusal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_article_mail_refusal_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_mail_refusal')),
    sa.UniqueConstraint('user_id', name=op.f('uq_article_mail_refusal_user_id'))
    )
    op.create_table('article_reads',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_reads_article_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_reads')),
    sa.UniqueConstraint('article_id', 'language', 'month', name=op.f('uq_article_reads_article_id_language_month'))
    )


def downgrade():
    op.drop_table('article_reads')
    op.drop_table('article_mail_refusal')
