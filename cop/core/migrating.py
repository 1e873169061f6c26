"""Bring the database to the newest revision, and tell whether it is there."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade

from cop.core.db import db


def migrate() -> None:
    """Run the migrations that are missing; does nothing when none is."""
    upgrade()


def drift() -> list[str]:
    """What the tables and the models disagree about; empty when the migrations are in step."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, db.metadata)]
