"""searches"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('missed_search',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_missed_search')),
    sa.UniqueConstraint('day', 'language', 'words', name=op.f('uq_missed_search_day_language_words'))
    )
    op.create_table('saved_search',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('query', sa.String(length=2000), nullable=False),
    sa.Column('rhythm', sa.Enum('daily', 'weekly', name='rhythm', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('saved_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('told_until', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_saved_search_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search')),
    sa.UniqueConstraint('user_id', 'query', name=op.f('uq_saved_search_user_id_query'))
    )
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_search_told_until'), ['told_until'], unique=False)


def downgrade():
    op.drop_table('saved_search')
    op.drop_table('missed_search')
