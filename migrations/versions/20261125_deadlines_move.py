"""deadlines move"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('call_extension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('stage_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('later', 'outage', name='extensionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('before', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closes_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('outage_from', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('outage_to', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reason', cop.core.db.Json(), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('before < closes_at', name=op.f('ck_call_extension_is_later')),
    sa.ForeignKeyConstraint(['stage_id'], ['call_stage.id'], name=op.f('fk_call_extension_stage_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_extension'))
    )
    with op.batch_alter_table('call_extension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_extension_stage_id'), ['stage_id'], unique=False)

    op.create_table('proposal_extension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('closes_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_extension_proposal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_extension'))
    )
    with op.batch_alter_table('proposal_extension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_extension_proposal_id'), ['proposal_id'], unique=False)


def downgrade():
    op.drop_table('proposal_extension')
    op.drop_table('call_extension')
