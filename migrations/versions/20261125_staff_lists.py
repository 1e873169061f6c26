"""staff lists"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('act', sa.Enum('answers', 'budgets', 'documents', 'accept', 'extend', 'mail', name='act', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('proposals', cop.core.db.Json(), nullable=False),
    sa.Column('settings', cop.core.db.Json(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('asked_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'running', 'done', 'failed', name='batchstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('report', cop.core.db.Json(), nullable=False),
    sa.Column('touched_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('finished_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('expires_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['user.id'], name=op.f('fk_batch_asked_by')),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_batch_call_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch'))
    )
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_batch_asked_by'), ['asked_by'], unique=False)
        batch_op.create_index('ix_batch_call_id_id', ['call_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_batch_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_batch_state'), ['state'], unique=False)

    op.create_table('saved_filter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('query', sa.String(), nullable=False),
    sa.Column('is_shared', sa.Boolean(), nullable=False),
    sa.Column('saved_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_saved_filter_call_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_saved_filter_owner_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    sa.UniqueConstraint('call_id', 'owner_id', 'name', name=op.f('uq_saved_filter_call_id_owner_id_name'))
    )
    with op.batch_alter_table('saved_filter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_filter_owner_id'), ['owner_id'], unique=False)

    op.create_table('batch_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('blob_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_batch_file_batch_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['blob_id'], ['file_blob.id'], name=op.f('fk_batch_file_blob_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch_file'))
    )
    with op.batch_alter_table('batch_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_batch_file_batch_id'), ['batch_id'], unique=False)


def downgrade():
    op.drop_table('batch_file')
    op.drop_table('saved_filter')
    op.drop_table('batch')
