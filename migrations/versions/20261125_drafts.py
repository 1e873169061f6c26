"""reopened proposals, revisions and comments of drafts"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('draft_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=80), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('written_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('written_by', sa.Integer(), nullable=True),
    sa.Column('answers_id', sa.Integer(), nullable=True),
    sa.Column('resolved_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('resolved_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answers_id'], ['draft_comment.id'], name=op.f('fk_draft_comment_answers_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['draft_id'], ['stage_draft.id'], name=op.f('fk_draft_comment_draft_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['resolved_by'], ['user.id'], name=op.f('fk_draft_comment_resolved_by')),
    sa.ForeignKeyConstraint(['written_by'], ['user.id'], name=op.f('fk_draft_comment_written_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_comment'))
    )
    with op.batch_alter_table('draft_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_comment_draft_id'), ['draft_id'], unique=False)

    op.create_table('draft_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=80), nullable=False),
    sa.Column('content', cop.core.db.Json(), nullable=False),
    sa.Column('is_auto', sa.Boolean(), nullable=False),
    sa.Column('begun_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['draft_id'], ['stage_draft.id'], name=op.f('fk_draft_revision_draft_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by'], ['user.id'], name=op.f('fk_draft_revision_made_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_revision'))
    )
    with op.batch_alter_table('draft_revision', schema=None) as batch_op:
        batch_op.create_index('ix_draft_revision_draft_id_part', ['draft_id', 'part'], unique=False)

    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reopened_at', cop.core.db.UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('replaced_at', cop.core.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_submission_proposal_id_stage'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_submission_proposal_id_stage_version'), ['proposal_id', 'stage', 'version'])
        batch_op.create_index(batch_op.f('ix_submission_sha256'), ['sha256'], unique=False)
        batch_op.create_index('uq_submission_that_counts', ['proposal_id', 'stage'], unique=True, sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))


def downgrade():
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submission_sha256'))
        batch_op.drop_index('uq_submission_that_counts', sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
        batch_op.drop_constraint(batch_op.f('uq_submission_proposal_id_stage_version'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_submission_proposal_id_stage'), ['proposal_id', 'stage'])
        batch_op.drop_column('replaced_at')
        batch_op.drop_column('version')

    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.drop_column('reopened_at')

    with op.batch_alter_table('draft_revision', schema=None) as batch_op:
        batch_op.drop_index('ix_draft_revision_draft_id_part')

    op.drop_table('draft_revision')
    with op.batch_alter_table('draft_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_comment_draft_id'))

    op.drop_table('draft_comment')
