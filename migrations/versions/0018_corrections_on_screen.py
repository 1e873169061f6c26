"""the working copy of a correction knows what it was begun from"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('call_draft') as batch:
        batch.add_column(sa.Column('begun_from', sa.String(length=16), nullable=True))


def downgrade():
    with op.batch_alter_table('call_draft') as batch:
        batch.drop_column('begun_from')
