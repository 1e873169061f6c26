"""first width"""

import sqlalchemy as sa
from alembic import op

import cop.core.db
from cop.activity.models import append_only_statements

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('activity_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('verb', sa.String(length=80), nullable=False),
    sa.Column('subject_kind', sa.String(length=80), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(length=300), nullable=False),
    sa.Column('data', cop.core.db.Json(), nullable=False),
    sa.Column('before_sha256', sa.String(length=64), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity_event')),
    sa.UniqueConstraint('sha256', name=op.f('uq_activity_event_sha256'))
    )
    with op.batch_alter_table('activity_event', schema=None) as batch_op:
        batch_op.create_index('ix_activity_event_subject', ['subject_kind', 'subject_id'], unique=False)

    op.create_table('call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('programme', sa.String(length=80), nullable=False),
    sa.Column('state', sa.Enum('draft', 'published', name='callstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('created_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('published_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call')),
    sa.UniqueConstraint('code', name=op.f('uq_call_code'))
    )
    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_programme'), ['programme'], unique=False)
        batch_op.create_index(batch_op.f('ix_call_state'), ['state'], unique=False)

    op.create_table('file_blob',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('media_type', sa.String(length=120), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('created_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_file_blob'))
    )
    with op.batch_alter_table('file_blob', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_file_blob_sha256'), ['sha256'], unique=False)

    op.create_table('limit_count',
    sa.Column('key', sa.String(length=300), nullable=False),
    sa.Column('started_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_limit_count'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('city', sa.String(length=300), nullable=False),
    sa.Column('registered_year', sa.Integer(), nullable=True),
    sa.Column('website', sa.String(length=300), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('works_in', cop.core.db.Json(), nullable=False),
    sa.Column('is_demonstration', sa.Boolean(), nullable=False),
    sa.Column('created_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('registered_year IS NULL OR registered_year BETWEEN 1800 AND 2200', name=op.f('ck_organisation_registered_year')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('slug', name=op.f('uq_organisation_slug'))
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_country'), ['country'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_name'), ['name'], unique=False)

    op.create_table('outbox_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(length=300), nullable=False),
    sa.Column('to', sa.String(length=300), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('subject', sa.String(length=500), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('queued_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sent_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('message_id', name=op.f('uq_outbox_mail_message_id'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_mail_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_mail_sent_at'), ['sent_at'], unique=False)

    op.create_table('user',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=300), nullable=False),
    sa.Column('email_folded', sa.String(length=300), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('password_hash', sa.String(length=300), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('zone', sa.String(length=60), nullable=False),
    sa.Column('created_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('disabled_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('email_folded', name=op.f('uq_user_email_folded'))
    )
    op.create_table('announcement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('announced_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('announced_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['announced_by'], ['user.id'], name=op.f('fk_announcement_announced_by')),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_announcement_call_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announcement')),
    sa.UniqueConstraint('call_id', 'stage', name=op.f('uq_announcement_call_id_stage'))
    )
    op.create_table('article',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'in_review', 'published', 'archived', name='articlestate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('original_language', sa.String(length=2), nullable=False),
    sa.Column('themes', cop.core.db.Json(), nullable=False),
    sa.Column('sectors', cop.core.db.Json(), nullable=False),
    sa.Column('sdg_targets', cop.core.db.Json(), nullable=False),
    sa.Column('countries_of_origin', cop.core.db.Json(), nullable=False),
    sa.Column('countries_of_destination', cop.core.db.Json(), nullable=False),
    sa.Column('starts_year', sa.Integer(), nullable=True),
    sa.Column('ends_year', sa.Integer(), nullable=True),
    sa.Column('lead', sa.String(length=300), nullable=False),
    sa.Column('image_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('created_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('published_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name=op.f('ck_article_published_has_date')),
    sa.CheckConstraint('ends_year IS NULL OR starts_year IS NULL OR ends_year >= starts_year', name=op.f('ck_article_years_in_order')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_article_author_id')),
    sa.ForeignKeyConstraint(['image_id'], ['file_blob.id'], name=op.f('fk_article_image_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article'))
    )
    with op.batch_alter_table('article', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_article_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_article_published_at'), ['published_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_article_state'), ['state'], unique=False)

    op.create_table('call_stage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('opens_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closes_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('zone', sa.String(length=60), nullable=False),
    sa.CheckConstraint('opens_at < closes_at', name=op.f('ck_call_stage_opens_before_it_closes')),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_call_stage_call_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_stage')),
    sa.UniqueConstraint('call_id', 'number', name=op.f('uq_call_stage_call_id_number'))
    )
    op.create_table('call_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('definition', cop.core.db.Json(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('published_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_call_version_call_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_version')),
    sa.UniqueConstraint('call_id', 'number', name=op.f('uq_call_version_call_id_number'))
    )
    op.create_table('mailed_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('confirm', 'reset', name='purpose', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('expires_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('used_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_mailed_link_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailed_link')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_mailed_link_token_sha256'))
    )
    with op.batch_alter_table('mailed_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailed_link_user_id'), ['user_id'], unique=False)

    op.create_table('organisation_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=300), nullable=False),
    sa.Column('role', sa.Enum('owner', 'writer', 'reader', name='memberrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('invited_by', sa.Integer(), nullable=False),
    sa.Column('invited_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['invited_by'], ['user.id'], name=op.f('fk_organisation_invitation_invited_by')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_invitation_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_invitation')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_organisation_invitation_token_sha256'))
    )
    with op.batch_alter_table('organisation_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_invitation_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('organisation_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('owner', 'writer', 'reader', name='memberrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_member_organisation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_organisation_member_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_member')),
    sa.UniqueConstraint('organisation_id', 'user_id', name=op.f('uq_organisation_member_organisation_id_user_id'))
    )
    with op.batch_alter_table('organisation_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_member_user_id'), ['user_id'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('password_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('device', sa.String(length=300), nullable=False),
    sa.Column('ended_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_sign_in_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_sign_in_token_sha256'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_user_id'), ['user_id'], unique=False)

    op.create_table('user_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('member', 'reviewer', 'officer', 'manager', 'auditor', 'admin', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_user_role_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_role')),
    sa.UniqueConstraint('user_id', 'role', name=op.f('uq_user_role_user_id_role'))
    )
    op.create_table('article_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('summary', sa.String(length=600), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('image_alt', sa.String(length=300), nullable=False),
    sa.Column('made_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_revision_article_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_revision')),
    sa.UniqueConstraint('article_id', 'language', 'number', name=op.f('uq_article_revision_article_id_language_number'))
    )
    op.create_table('article_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('summary', sa.String(length=600), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('image_alt', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('source_version', sa.Integer(), nullable=True),
    sa.Column('updated_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_text_article_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article_text')),
    sa.UniqueConstraint('article_id', 'language', name=op.f('uq_article_text_article_id_language')),
    sa.UniqueConstraint('language', 'slug', name=op.f('uq_article_text_language_slug'))
    )
    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('call_version_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'submitted', 'eligible', 'ineligible', 'in_review', 'scored', 'invited', 'awarded', 'reserve', 'rejected', 'withdrawn', name='proposalstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('created_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('stage IN (1, 2)', name=op.f('ck_proposal_stage')),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_proposal_call_id')),
    sa.ForeignKeyConstraint(['call_version_id'], ['call_version.id'], name=op.f('fk_proposal_call_version_id')),
    sa.ForeignKeyConstraint(['created_by'], ['user.id'], name=op.f('fk_proposal_created_by')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_proposal_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    sa.UniqueConstraint('number', name=op.f('uq_proposal_number'))
    )
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.create_index('ix_proposal_call_stage_state', ['call_id', 'stage', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('stage_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('answers', cop.core.db.Json(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_stage_draft_proposal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stage_draft')),
    sa.UniqueConstraint('proposal_id', 'stage', name=op.f('uq_stage_draft_proposal_id_stage'))
    )
    op.create_table('submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('content', cop.core.db.Json(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('key', sa.String(length=300), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('requested', cop.core.db.ExactDecimal(precision=18, scale=2), nullable=True),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('submitted_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('submitted_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_submission_proposal_id')),
    sa.ForeignKeyConstraint(['submitted_by'], ['user.id'], name=op.f('fk_submission_submitted_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission')),
    sa.UniqueConstraint('key', name=op.f('uq_submission_key')),
    sa.UniqueConstraint('number', name=op.f('uq_submission_number')),
    sa.UniqueConstraint('proposal_id', 'stage', name=op.f('uq_submission_proposal_id_stage'))
    )
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_submission_submitted_at'), ['submitted_at'], unique=False)

    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('assigned_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('assigned_by', sa.Integer(), nullable=True),
    sa.Column('declaration', sa.Enum('pending', 'no_conflict', 'conflict', name='declaration', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('declared_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('conflict', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['assigned_by'], ['user.id'], name=op.f('fk_assignment_assigned_by')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['user.id'], name=op.f('fk_assignment_reviewer_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_assignment_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('submission_id', 'reviewer_id', name=op.f('uq_assignment_submission_id_reviewer_id'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_reviewer_id'), ['reviewer_id'], unique=False)

    op.create_table('budget_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('heading', sa.String(length=80), nullable=False),
    sa.Column('description', sa.String(length=300), nullable=False),
    sa.Column('unit', sa.String(length=300), nullable=False),
    sa.Column('quantity', cop.core.db.ExactDecimal(precision=18, scale=2), nullable=False),
    sa.Column('rate', cop.core.db.ExactDecimal(precision=18, scale=2), nullable=False),
    sa.Column('funder', sa.Enum('grant', 'own', 'other', name='funder', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_in_kind', sa.Boolean(), nullable=False),
    sa.CheckConstraint('quantity >= 0 AND rate >= 0', name=op.f('ck_budget_line_not_negative')),
    sa.ForeignKeyConstraint(['draft_id'], ['stage_draft.id'], name=op.f('fk_budget_line_draft_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_budget_line'))
    )
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_budget_line_draft_id'), ['draft_id'], unique=False)

    op.create_table('check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('is_eligible', sa.Boolean(), nullable=False),
    sa.Column('paragraph', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('checked_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('checked_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['checked_by'], ['user.id'], name=op.f('fk_check_checked_by')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_check_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check')),
    sa.UniqueConstraint('submission_id', name=op.f('uq_check_submission_id'))
    )
    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('invited', 'awarded', 'reserve', 'rejected', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=True),
    sa.Column('score', cop.core.db.ExactDecimal(precision=18, scale=2), nullable=True),
    sa.Column('amount', cop.core.db.ExactDecimal(precision=18, scale=2), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('announced_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('letter_id', sa.Integer(), nullable=True),
    sa.Column('letter_language', sa.String(length=2), nullable=True),
    sa.CheckConstraint("outcome <> 'awarded' OR amount IS NOT NULL", name=op.f('ck_decision_award_has_amount')),
    sa.ForeignKeyConstraint(['decided_by'], ['user.id'], name=op.f('fk_decision_decided_by')),
    sa.ForeignKeyConstraint(['letter_id'], ['file_blob.id'], name=op.f('fk_decision_letter_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_decision_proposal_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_decision_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('proposal_id', 'stage', name=op.f('uq_decision_proposal_id_stage'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_announced_at'), ['announced_at'], unique=False)

    op.create_table('proposal_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=80), nullable=False),
    sa.Column('blob_id', sa.Integer(), nullable=False),
    sa.Column('added_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('added_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['blob_id'], ['file_blob.id'], name=op.f('fk_proposal_document_blob_id')),
    sa.ForeignKeyConstraint(['draft_id'], ['stage_draft.id'], name=op.f('fk_proposal_document_draft_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_document'))
    )
    with op.batch_alter_table('proposal_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_document_draft_id'), ['draft_id'], unique=False)

    op.create_table('proposal_partner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('part', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['stage_draft.id'], name=op.f('fk_proposal_partner_draft_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_partner'))
    )
    with op.batch_alter_table('proposal_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_partner_draft_id'), ['draft_id'], unique=False)

    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', cop.core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('sections', cop.core.db.Json(), nullable=False),
    sa.Column('total', cop.core.db.ExactDecimal(precision=18, scale=2), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_review_assignment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
    sa.UniqueConstraint('assignment_id', name=op.f('uq_review_assignment_id'))
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_submitted_at'), ['submitted_at'], unique=False)

    op.create_table('mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('criterion', sa.String(length=80), nullable=False),
    sa.Column('mark', sa.Integer(), nullable=True),
    sa.Column('comment', sa.String(), nullable=False),
    sa.CheckConstraint('mark BETWEEN 0 AND 100', name=op.f('ck_mark_range')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_mark_review_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark')),
    sa.UniqueConstraint('review_id', 'criterion', name=op.f('uq_mark_review_id_criterion'))
    )
    for statement in append_only_statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade():
    op.drop_table('mark')
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_submitted_at'))

    op.drop_table('review')
    with op.batch_alter_table('proposal_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_partner_draft_id'))

    op.drop_table('proposal_partner')
    with op.batch_alter_table('proposal_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_document_draft_id'))

    op.drop_table('proposal_document')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_announced_at'))

    op.drop_table('decision')
    op.drop_table('check')
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_budget_line_draft_id'))

    op.drop_table('budget_line')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_reviewer_id'))

    op.drop_table('assignment')
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submission_submitted_at'))

    op.drop_table('submission')
    op.drop_table('stage_draft')
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_organisation_id'))
        batch_op.drop_index('ix_proposal_call_stage_state')

    op.drop_table('proposal')
    op.drop_table('article_text')
    op.drop_table('article_revision')
    op.drop_table('user_role')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_user_id'))

    op.drop_table('sign_in')
    with op.batch_alter_table('organisation_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_member_user_id'))

    op.drop_table('organisation_member')
    with op.batch_alter_table('organisation_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_invitation_organisation_id'))

    op.drop_table('organisation_invitation')
    with op.batch_alter_table('mailed_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mailed_link_user_id'))

    op.drop_table('mailed_link')
    op.drop_table('call_version')
    op.drop_table('call_stage')
    with op.batch_alter_table('article', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_article_state'))
        batch_op.drop_index(batch_op.f('ix_article_published_at'))
        batch_op.drop_index(batch_op.f('ix_article_author_id'))

    op.drop_table('article')
    op.drop_table('announcement')
    op.drop_table('user')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_mail_sent_at'))
        batch_op.drop_index(batch_op.f('ix_outbox_mail_due_at'))

    op.drop_table('outbox_mail')
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_name'))
        batch_op.drop_index(batch_op.f('ix_organisation_country'))

    op.drop_table('organisation')
    op.drop_table('limit_count')
    with op.batch_alter_table('file_blob', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_file_blob_sha256'))

    op.drop_table('file_blob')
    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_call_state'))
        batch_op.drop_index(batch_op.f('ix_call_programme'))

    op.drop_table('call')
    with op.batch_alter_table('activity_event', schema=None) as batch_op:
        batch_op.drop_index('ix_activity_event_subject')

    op.drop_table('activity_event')
