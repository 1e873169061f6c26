"""How Alembic finds the database and the tables: both are the app's."""

from alembic import context
from flask import current_app

from cop.core.migrating import is_ours

db = current_app.extensions["migrate"].db


def run() -> None:
    """Migrate over a connection of the app's own engine; SQLite's tables are changed by copying them."""
    with db.engine.connect() as connection:
        _let_references_be(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            include_name=is_ours,
            user_module_prefix="cop.core.db.",
        )
        with context.begin_transaction():
            context.run_migrations()
            _refuse_broken_references(connection)


def _let_references_be(connection) -> None:
    """On SQLite a table that others refer to could not be copied and dropped. Only outside a transaction does it take this,
    so it is said to the driver, which has none open; and the connection goes back to no pool."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        connection.detach()


def _refuse_broken_references(connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"after the migration rows refer to nothing: {broken[:5]}")


run()
