"""files that arrive in pieces"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('file_arriving',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=300), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('received', sa.BigInteger(), nullable=False),
    sa.Column('begun_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('sent_by', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_file_arriving')),
    sa.UniqueConstraint('purpose', 'sha256', 'sent_by', name=op.f('uq_file_arriving_purpose_sha256_sent_by'))
    )
    with op.batch_alter_table('file_arriving', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_file_arriving_begun_at'), ['begun_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_file_arriving_sent_by'), ['sent_by'], unique=False)

    op.create_table('file_piece',
    sa.Column('arriving_id', sa.Integer(), nullable=False),
    sa.Column('start', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['arriving_id'], ['file_arriving.id'], name=op.f('fk_file_piece_arriving_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('arriving_id', 'start', name=op.f('pk_file_piece'))
    )


def downgrade():
    op.drop_table('file_piece')
    op.drop_table('file_arriving')
