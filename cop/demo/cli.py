"""`cop seed`: the demonstration."""

from collections.abc import Iterable, Iterator
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from cop.accounts.models import User
from cop.accounts.queries import user_by_email
from cop.awards.jobs import write_letters
from cop.core import web
from cop.core.db import db
from cop.core.settings import Settings
from cop.core.unit import unit_of_work
from cop.demo.data import read
from cop.demo.people import PASSWORD
from cop.demo.world import JMDI_PROPOSALS, make_world
from cop.search.indexing import rebuild_index


@click.command("seed")
@click.option(
    "--if-empty", is_flag=True, help="Make nothing when there are accounts; only say who can sign in."
)
@click.option("--port", default=8000, show_default=True, help="Port of the address that is printed.")
@click.option(
    "--size",
    type=click.Choice(["small", "jmdi"]),
    default="small",
    show_default=True,
    help=f"jmdi: one call receives {JMDI_PROPOSALS} proposals, as the first one of 2009 did.",
)
@click.option("--yes", is_flag=True, help="On a production site too, where a known password is a hole.")
@with_appcontext
def seed(*, if_empty: bool, port: int, size: str, yes: bool) -> None:
    """Load the demonstration: invented people, organisations and proposals, practices real and invented."""
    settings: Settings = current_app.config["SETTINGS"]
    is_empty = db.session.scalar(select(User.id).limit(1)) is None
    if not is_empty and not if_empty:
        raise click.ClickException("There are accounts already; the demonstration is for an empty site.")
    if is_empty:
        if settings.is_production and not yes:
            raise click.ClickException(
                "This is a production site. Say --yes if it really is to have invented people."
            )
        _make(JMDI_PROPOSALS if size == "jmdi" else 0)
    if not settings.is_production and user_by_email("applicant@example.org"):
        _greet(port)


def _make(jmdi_proposals: int) -> None:
    """All of it in one transaction, then what the worker would do, so that the first search and the first letter are there."""
    click.echo("Making the demonstration …")
    db.session.rollback()  # looking has begun a transaction, and on SQLite one that read first cannot write later
    with unit_of_work():
        make_world(web.clock()(), _along, jmdi_proposals=jmdi_proposals)
    click.echo("  Letters and the index …")
    write_letters()
    rebuild_index()


def _along(things: Iterable[Any], count: int, label: str) -> Iterator[Any]:
    with click.progressbar(things, length=count, label=f"  {label:24}") as bar:
        yield from bar


def _greet(port: int) -> None:
    """Where the site is, and one sign-in for each role."""
    click.echo(f"\n  http://127.0.0.1:{port}\n\n  Sign in, with the password “{PASSWORD}”, as")
    for person in read("people")["sign_ins"]:
        click.echo(f"    {person['email']}")
    click.echo("")
