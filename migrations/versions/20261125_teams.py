"""people of other organisations in a proposal, and what partners confirm"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('proposal_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=300), nullable=False),
    sa.Column('role', sa.Enum('owner', 'writer', 'reader', 'partner', name='teamrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('partner_key', sa.String(length=80), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('invited_by', sa.Integer(), nullable=False),
    sa.Column('invited_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(role = 'partner') = (partner_key <> '')", name=op.f('ck_proposal_invitation_invitation_part')),
    sa.ForeignKeyConstraint(['invited_by'], ['user.id'], name=op.f('fk_proposal_invitation_invited_by')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_invitation_proposal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_invitation')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_proposal_invitation_token_sha256'))
    )
    with op.batch_alter_table('proposal_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_invitation_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('proposal_mandate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('partner_key', sa.String(length=80), nullable=False),
    sa.Column('partner_name', sa.String(length=300), nullable=False),
    sa.Column('email', sa.String(length=300), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('asked_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('statement', sa.String(), nullable=False),
    sa.Column('signed_by', sa.String(length=300), nullable=False),
    sa.Column('function', sa.String(length=300), nullable=False),
    sa.Column('confirmed_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(confirmed_at IS NULL) = (signed_by = '')", name=op.f('ck_proposal_mandate_signed')),
    sa.ForeignKeyConstraint(['asked_by'], ['user.id'], name=op.f('fk_proposal_mandate_asked_by')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_mandate_proposal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_mandate')),
    sa.UniqueConstraint('proposal_id', 'partner_key', name=op.f('uq_proposal_mandate_proposal_id_partner_key')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_proposal_mandate_token_sha256'))
    )
    op.create_table('proposal_participant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('owner', 'writer', 'reader', 'partner', name='teamrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('partner_key', sa.String(length=80), nullable=False),
    sa.Column('since', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(role = 'partner') = (partner_key <> '')", name=op.f('ck_proposal_participant_participant_part')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_participant_proposal_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_proposal_participant_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_participant')),
    sa.UniqueConstraint('proposal_id', 'user_id', name=op.f('uq_proposal_participant_proposal_id_user_id'))
    )
    with op.batch_alter_table('proposal_participant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_participant_user_id'), ['user_id'], unique=False)

    with op.batch_alter_table('proposal_document', schema=None) as batch_op:
        batch_op.add_column(sa.Column('partner_key', sa.String(length=80), nullable=False, server_default=''))
    with op.batch_alter_table('proposal_document', schema=None) as batch_op:
        batch_op.alter_column('partner_key', server_default=None)

    with op.batch_alter_table('proposal_partner', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key', sa.String(length=80), nullable=False, server_default=''))
    op.execute("UPDATE proposal_partner SET key = 'p' || CAST(id AS VARCHAR)")
    with op.batch_alter_table('proposal_partner', schema=None) as batch_op:
        batch_op.alter_column('key', server_default=None)



def downgrade():
    with op.batch_alter_table('proposal_partner', schema=None) as batch_op:
        batch_op.drop_column('key')

    with op.batch_alter_table('proposal_document', schema=None) as batch_op:
        batch_op.drop_column('partner_key')

    with op.batch_alter_table('proposal_participant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_participant_user_id'))

    op.drop_table('proposal_participant')
    op.drop_table('proposal_mandate')
    with op.batch_alter_table('proposal_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_invitation_proposal_id'))

    op.drop_table('proposal_invitation')
