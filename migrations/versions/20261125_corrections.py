"""why a version took the place of another"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('call_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reason', cop.core.db.Json(), nullable=True))


def downgrade():
    with op.batch_alter_table('call_version', schema=None) as batch_op:
        batch_op.drop_column('reason')
