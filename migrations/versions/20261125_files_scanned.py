"""what the virus scanner said of each file"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

STATES = sa.Enum('unscanned', 'clean', 'infected', name='scanstate', native_enum=False, create_constraint=True, length=40)


def upgrade():
    # what is there was never scanned; once a scanner is set, it will be
    with op.batch_alter_table('file_blob', schema=None) as batch_op:
        batch_op.add_column(sa.Column('scan', STATES, nullable=False, server_default='unscanned'))
        batch_op.add_column(sa.Column('threat', sa.String(length=300), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_file_blob_scan'), ['scan'], unique=False)
    with op.batch_alter_table('file_blob', schema=None) as batch_op:
        batch_op.alter_column('scan', server_default=None)
        batch_op.alter_column('threat', server_default=None)


def downgrade():
    with op.batch_alter_table('file_blob', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_file_blob_scan'))
        batch_op.drop_column('threat')
        batch_op.drop_column('scan')
