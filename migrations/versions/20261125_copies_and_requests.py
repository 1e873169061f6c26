"""the working copy of a correction knows what it was begun from; what a team was asked for may be withdrawn"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

HAS_TIME, IS_ONE = op.f('ck_check_request_withdrawal_has_reason'), op.f('ck_check_request_answered_or_withdrawn')


def upgrade():
    with op.batch_alter_table('call_draft') as batch:
        batch.add_column(sa.Column('begun_from', sa.String(length=16), nullable=True))
    with op.batch_alter_table('check_request') as batch:
        batch.add_column(sa.Column('withdrawn_at', cop.core.db.UtcDateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column('withdrawn_by', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('withdrawn_reason', sa.String(), nullable=False, server_default=''))
        batch.create_foreign_key(op.f('fk_check_request_withdrawn_by'), 'user', ['withdrawn_by'], ['id'])
        batch.create_check_constraint(HAS_TIME, "(withdrawn_at IS NULL) = (withdrawn_reason = '')")
        batch.create_check_constraint(IS_ONE, 'answered_at IS NULL OR withdrawn_at IS NULL')


def downgrade():
    with op.batch_alter_table('check_request') as batch:
        batch.drop_constraint(IS_ONE, type_='check')
        batch.drop_constraint(HAS_TIME, type_='check')
        batch.drop_constraint(op.f('fk_check_request_withdrawn_by'), type_='foreignkey')
        batch.drop_column('withdrawn_reason')
        batch.drop_column('withdrawn_by')
        batch.drop_column('withdrawn_at')
    with op.batch_alter_table('call_draft') as batch:
        batch.drop_column('begun_from')
