"""checklists, requests to teams, second officers, appeals"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('check_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=80), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('due_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('asked_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('blob_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('blob_id IS NULL OR answered_at IS NOT NULL', name=op.f('ck_check_request_answer_has_time')),
    sa.ForeignKeyConstraint(['answered_by'], ['user.id'], name=op.f('fk_check_request_answered_by')),
    sa.ForeignKeyConstraint(['asked_by'], ['user.id'], name=op.f('fk_check_request_asked_by')),
    sa.ForeignKeyConstraint(['blob_id'], ['file_blob.id'], name=op.f('fk_check_request_blob_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_check_request_proposal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_request'))
    )
    with op.batch_alter_table('check_request', schema=None) as batch_op:
        batch_op.create_index('ix_check_request_proposal_id_stage', ['proposal_id', 'stage'], unique=False)

    op.create_table('checked_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=80), nullable=False),
    sa.Column('answer', sa.Enum('yes', 'no', 'not_applicable', name='itemanswer', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['user.id'], name=op.f('fk_checked_item_made_by')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_checked_item_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checked_item')),
    sa.UniqueConstraint('submission_id', 'item', name=op.f('uq_checked_item_submission_id_item'))
    )
    op.create_table('check_appeal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('is_upheld', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('(is_upheld IS NULL) = (answered_at IS NULL)', name=op.f('ck_check_appeal_answer_has_time')),
    sa.ForeignKeyConstraint(['answered_by'], ['user.id'], name=op.f('fk_check_appeal_answered_by')),
    sa.ForeignKeyConstraint(['check_id'], ['check.id'], name=op.f('fk_check_appeal_check_id')),
    sa.ForeignKeyConstraint(['made_by'], ['user.id'], name=op.f('fk_check_appeal_made_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_appeal')),
    sa.UniqueConstraint('check_id', name=op.f('uq_check_appeal_check_id'))
    )
    with op.batch_alter_table('check', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rule', sa.String(length=80), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('state', sa.Enum('proposed', 'returned', 'in_force', name='checkstate', native_enum=False, create_constraint=True, length=40), nullable=False, server_default='in_force'))
        batch_op.add_column(sa.Column('second_at', cop.core.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('second_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('second_reason', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('told_at', cop.core.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('appeal_until', cop.core.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_check_second_by'), 'user', ['second_by'], ['id'])

    # What was announced before stays told.
    op.execute(
        'UPDATE "check" SET told_at = (SELECT announced_at FROM decision WHERE decision.submission_id = "check".submission_id)'
        ' WHERE NOT is_eligible'
    )


def downgrade():
    with op.batch_alter_table('check', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_check_second_by'), type_='foreignkey')
        batch_op.drop_column('appeal_until')
        batch_op.drop_column('told_at')
        batch_op.drop_column('second_reason')
        batch_op.drop_column('second_by')
        batch_op.drop_column('second_at')
        batch_op.drop_column('state')
        batch_op.drop_column('rule')

    op.drop_table('check_appeal')
    op.drop_table('checked_item')
    with op.batch_alter_table('check_request', schema=None) as batch_op:
        batch_op.drop_index('ix_check_request_proposal_id_stage')

    op.drop_table('check_request')
