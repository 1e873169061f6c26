"""How Alembic finds the database and the tables: both are the app's."""

from alembic import context
from flask import current_app

db = current_app.extensions["migrate"].db


def run() -> None:
    """Migrate over a connection of the app's own engine; SQLite's tables are changed by copying them."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            user_module_prefix="cop.core.db.",
        )
        with context.begin_transaction():
            context.run_migrations()


run()
