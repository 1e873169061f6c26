"""reminders"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('call_follow',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('since', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_call_follow_call_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_call_follow_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_follow')),
    sa.UniqueConstraint('user_id', 'call_id', name=op.f('uq_call_follow_user_id_call_id'))
    )
    with op.batch_alter_table('call_follow', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_follow_call_id'), ['call_id'], unique=False)

    op.create_table('reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('opening', 'week', 'day', 'hours', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('closes_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('sent_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_reminder_call_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_reminder_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
    sa.UniqueConstraint('user_id', 'call_id', 'stage', 'kind', 'closes_at', name=op.f('uq_reminder_user_id_call_id_stage_kind_closes_at'))
    )
    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reminder_closes_at'), ['closes_at'], unique=False)

    op.create_table('reminder_refusal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('opening', 'week', 'day', 'hours', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_reminder_refusal_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_refusal')),
    sa.UniqueConstraint('user_id', 'kind', name=op.f('uq_reminder_refusal_user_id_kind'))
    )


def downgrade():
    op.drop_table('reminder_refusal')
    op.drop_table('reminder')
    op.drop_table('call_follow')
