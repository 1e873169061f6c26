"""How Alembic finds the database and the tables: both are the app's."""

from alembic import context
from flask import current_app

db = current_app.extensions["migrate"].db


def run() -> None:
    """Migrate over a connection of the app's own engine.

    SQLite's tables are changed by copying them, and dropping the old one would take along, or trip over, what refers to
    it; so foreign keys are looked at once, at the end.
    """
    with db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            user_module_prefix="cop.core.db.",
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"a row refers to one that is gone: {lost}")
        if is_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


run()
