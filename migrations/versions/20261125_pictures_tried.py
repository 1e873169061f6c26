"""When no sizes could be made of a picture, so that it is not tried for ever."""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('file_blob', sa.Column('unsized_at', cop.core.db.UtcDateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table('file_blob', schema=None) as batch_op:
        batch_op.drop_column('unsized_at')
