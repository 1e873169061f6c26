"""clarifications"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('clarification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('asked', sa.String(), nullable=False),
    sa.Column('asked_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('question', cop.core.db.Json(), nullable=False),
    sa.Column('answer', cop.core.db.Json(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('published_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.Column('same_as_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(number IS NULL) = (published_at IS NULL)', name=op.f('ck_clarification_public_has_number')),
    sa.CheckConstraint('number IS NULL OR same_as_id IS NULL', name=op.f('ck_clarification_public_or_the_same')),
    sa.ForeignKeyConstraint(['answered_by'], ['user.id'], name=op.f('fk_clarification_answered_by')),
    sa.ForeignKeyConstraint(['asked_by'], ['user.id'], name=op.f('fk_clarification_asked_by')),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_clarification_call_id')),
    sa.ForeignKeyConstraint(['same_as_id'], ['clarification.id'], name=op.f('fk_clarification_same_as_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clarification')),
    sa.UniqueConstraint('call_id', 'number', name=op.f('uq_clarification_call_id_number'))
    )
    with op.batch_alter_table('clarification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_clarification_asked_by'), ['asked_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_clarification_call_id'), ['call_id'], unique=False)


def downgrade():
    op.drop_table('clarification')
