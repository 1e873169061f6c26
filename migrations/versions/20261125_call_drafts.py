"""a call being changed on screen, part by part"""

import sqlalchemy as sa
from alembic import op

import cop.core.db

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('call_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('content', cop.core.db.Json(), nullable=False),
    sa.Column('changed_at', cop.core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_draft')),
    sa.UniqueConstraint('code', name=op.f('uq_call_draft_code'))
    )


def downgrade():
    op.drop_table('call_draft')
