"""A budget line says in which year, of which organisation, in which currency and paid by whom; a key tells lines apart."""

import sqlalchemy as sa
from alembic import op


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.add_column(sa.Column('year', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('partner_key', sa.String(length=80), server_default='', nullable=False))
        batch_op.add_column(sa.Column('currency', sa.String(length=3), server_default='', nullable=False))
        batch_op.add_column(sa.Column('funder_name', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('key', sa.String(length=80), server_default='', nullable=False))
        batch_op.create_check_constraint(batch_op.f('ck_budget_line_year'), 'year >= 1')
    op.execute("UPDATE budget_line SET key = 'line-' || id")
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        for name in ('year', 'partner_key', 'currency', 'funder_name', 'key'):
            batch_op.alter_column(name, server_default=None)


def downgrade():
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_budget_line_year'), type_='check')
        for name in ('key', 'funder_name', 'currency', 'partner_key', 'year'):
            batch_op.drop_column(name)
