"""what came on paper"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('paper_letter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('sent_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('sent_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_paper_letter_proposal_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sent_by'], ['user.id'], name=op.f('fk_paper_letter_sent_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_letter'))
    )
    with op.batch_alter_table('paper_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_letter_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('proposal_on_paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('received_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('email', sa.String(length=300), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('scan_id', sa.Integer(), nullable=False),
    sa.Column('entered_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('received_at <= entered_at', name=op.f('ck_proposal_on_paper_received_first')),
    sa.ForeignKeyConstraint(['entered_by'], ['user.id'], name=op.f('fk_proposal_on_paper_entered_by')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_on_paper_proposal_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['scan_id'], ['file_blob.id'], name=op.f('fk_proposal_on_paper_scan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_on_paper')),
    sa.UniqueConstraint('proposal_id', 'stage', name=op.f('uq_proposal_on_paper_proposal_id_stage'))
    )
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('on_paper_at', cop.core.db.UtcDateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.drop_column('on_paper_at')

    op.drop_table('proposal_on_paper')
    op.drop_table('paper_letter')
