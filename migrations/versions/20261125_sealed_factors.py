"""The secrets of second factors are sealed, so that a copy of the database tells none of them."""

import sqlalchemy as sa
from alembic import op

from cop.core.sealing import seal, unseal

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

FACTOR = sa.table('factor', sa.column('id', sa.Integer), sa.column('sealed_secret', sa.String))


def upgrade():
    with op.batch_alter_table('factor', schema=None) as batch_op:
        batch_op.alter_column(
            'secret', new_column_name='sealed_secret', existing_type=sa.String(64), type_=sa.String(255), existing_nullable=False
        )
    _change(seal)


def downgrade():
    _change(unseal)
    with op.batch_alter_table('factor', schema=None) as batch_op:
        batch_op.alter_column(
            'sealed_secret', new_column_name='secret', existing_type=sa.String(255), type_=sa.String(64), existing_nullable=False
        )


def _change(how):
    connection = op.get_bind()
    for number, secret in connection.execute(sa.select(FACTOR)).all():
        connection.execute(FACTOR.update().where(FACTOR.c.id == number).values(sealed_secret=how(secret)))
