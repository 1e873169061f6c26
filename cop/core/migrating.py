"""Bring the database to the newest revision, and tell whether it is there."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask, current_app
from flask_migrate import Migrate, upgrade

from cop.core.db import db
from cop.core.settings import ROOT


def install(app: Flask) -> None:
    """For commands only: a process that serves pages never migrates, and needs neither its time nor its memory."""
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)


def migrate() -> None:
    """Run the migrations that are missing; does nothing when none is."""
    if "migrate" not in current_app.extensions:
        install(current_app)
    upgrade()


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether migrations look after it: the queue of jobs makes its own tables, which may be in the same database."""
    return not (kind == "table" and name is not None and name.startswith("huey_"))


def drift() -> list[str]:
    """What the tables and the models disagree about; empty when the migrations are in step."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        return [str(difference) for difference in compare_metadata(context, db.metadata)]
