"""`cop seed`"""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from cop.accounts.models import User
from cop.awards.jobs import write_letters
from cop.core import web
from cop.core.db import db
from cop.demo.world import PASSWORD, seed_world
from cop.search.indexing import rebuild_index

SIGN_INS = ("applicant", "reviewer1", "officer", "manager", "auditor", "admin")


@click.command("seed")
@click.option("--if-empty", is_flag=True, help="Do nothing when there are accounts already.")
@click.option("--port", default=8000, show_default=True, help="Port to name in the address that is printed.")
@with_appcontext
def seed(if_empty: bool, port: int) -> None:
    """Load the demonstration: practices, organisations, calls, proposals, reviews, awards. All of it is made up."""
    settings = current_app.config["SETTINGS"]
    if settings.is_production:
        raise click.ClickException("This is a production site; the demonstration does not belong in it.")
    is_empty = db.session.scalar(select(User.id).limit(1)) is None
    if not is_empty and not if_empty:
        raise click.ClickException("There are accounts already, so this is not an empty site.")
    if is_empty:
        db.session.rollback()
        seed_world(now=web.clock()(), say=lambda what: click.echo(f"Loading {what} …"))
        _finish()
    _greet(port)


def _finish() -> None:
    """What the worker would do: the index and the letters, so that the first page is whole."""
    click.echo("Writing letters and the index …")
    write_letters()
    rebuild_index()


def _greet(port: int) -> None:
    """Where the site is, and one sign-in for each role; nothing on a site that has other people."""
    if db.session.scalar(select(User.id).where(User.email == "applicant@example.org")) is None:
        return
    click.echo(f"\n  http://127.0.0.1:{port}\n\n  Sign in as, with the password “{PASSWORD}”:")
    for name in SIGN_INS:
        click.echo(f"    {name}@example.org")
    click.echo("")
