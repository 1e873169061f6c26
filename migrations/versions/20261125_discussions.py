"""People ask each other and answer; what was said is summed up"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('discussion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('open', 'e-discussion', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('translations', cop.core.db.Json(), nullable=False),
    sa.Column('themes', cop.core.db.Json(), nullable=False),
    sa.Column('countries', cop.core.db.Json(), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('started_by', sa.Integer(), nullable=False),
    sa.Column('started_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('last_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('opens_on', sa.Date(), nullable=True),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('closed_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_reason', sa.String(), nullable=False),
    sa.CheckConstraint("(kind = 'open') = (opens_on IS NULL)", name=op.f('ck_discussion_led_has_days')),
    sa.CheckConstraint('(opens_on IS NULL) = (closes_on IS NULL)', name=op.f('ck_discussion_days_together')),
    sa.CheckConstraint('opens_on <= closes_on', name=op.f('ck_discussion_days_in_order')),
    sa.ForeignKeyConstraint(['moderator_id'], ['user.id'], name=op.f('fk_discussion_moderator_id')),
    sa.ForeignKeyConstraint(['started_by'], ['user.id'], name=op.f('fk_discussion_started_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion'))
    )
    with op.batch_alter_table('discussion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_discussion_about_id'), ['about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_last_at'), ['last_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_moderator_id'), ['moderator_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_started_by'), ['started_by'], unique=False)

    op.create_table('discussion_contribution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('discussion_id', sa.Integer(), nullable=False),
    sa.Column('reply_to_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('written_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('edited_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_discussion_contribution_author_id')),
    sa.ForeignKeyConstraint(['discussion_id'], ['discussion.id'], name=op.f('fk_discussion_contribution_discussion_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reply_to_id'], ['discussion_contribution.id'], name=op.f('fk_discussion_contribution_reply_to_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_contribution'))
    )
    with op.batch_alter_table('discussion_contribution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_discussion_contribution_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_contribution_discussion_id'), ['discussion_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_contribution_reply_to_id'), ['reply_to_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_contribution_written_at'), ['written_at'], unique=False)

    op.create_table('discussion_follow',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('discussion_id', sa.Integer(), nullable=False),
    sa.Column('rhythm', sa.Enum('at_once', 'daily', name='rhythm', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('told_until', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['discussion_id'], ['discussion.id'], name=op.f('fk_discussion_follow_discussion_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_discussion_follow_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_follow')),
    sa.UniqueConstraint('user_id', 'discussion_id', name=op.f('uq_discussion_follow_user_id_discussion_id'))
    )
    with op.batch_alter_table('discussion_follow', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_discussion_follow_discussion_id'), ['discussion_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_follow_told_until'), ['told_until'], unique=False)

    op.create_table('discussion_summary',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('discussion_id', sa.Integer(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'offered', 'endorsed', name='summarystate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('returned_reason', sa.String(), nullable=False),
    sa.Column('written_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('written_by', sa.Integer(), nullable=True),
    sa.Column('endorsed_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('endorsed_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['discussion_id'], ['discussion.id'], name=op.f('fk_discussion_summary_discussion_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['endorsed_by'], ['user.id'], name=op.f('fk_discussion_summary_endorsed_by')),
    sa.ForeignKeyConstraint(['written_by'], ['user.id'], name=op.f('fk_discussion_summary_written_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_summary')),
    sa.UniqueConstraint('discussion_id', 'week', name=op.f('uq_discussion_summary_discussion_id_week'))
    )
    op.create_table('discussion_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('discussion_id', sa.Integer(), nullable=False),
    sa.Column('contribution_id', sa.Integer(), nullable=True),
    sa.Column('reported_by', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('reported_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('settled_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['contribution_id'], ['discussion_contribution.id'], name=op.f('fk_discussion_report_contribution_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['discussion_id'], ['discussion.id'], name=op.f('fk_discussion_report_discussion_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reported_by'], ['user.id'], name=op.f('fk_discussion_report_reported_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_report')),
    sa.UniqueConstraint('discussion_id', 'contribution_id', 'reported_by', name=op.f('uq_discussion_report_discussion_id_contribution_id_reported_by'))
    )
    with op.batch_alter_table('discussion_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_discussion_report_reported_by'), ['reported_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_discussion_report_settled_at'), ['settled_at'], unique=False)

    op.create_table('discussion_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('contribution_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contribution_id'], ['discussion_contribution.id'], name=op.f('fk_discussion_revision_contribution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_revision')),
    sa.UniqueConstraint('contribution_id', 'number', name=op.f('uq_discussion_revision_contribution_id_number'))
    )


def downgrade():
    op.drop_table('discussion_revision')
    op.drop_table('discussion_report')
    op.drop_table('discussion_summary')
    op.drop_table('discussion_follow')
    op.drop_table('discussion_contribution')
    op.drop_table('discussion')
