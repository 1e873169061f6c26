"""`cop users …`"""

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import select

from cop.accounts.models import User
from cop.accounts.queries import user_by_email
from cop.accounts.services.manage import remove_lost_factor
from cop.accounts.services.register import create_user
from cop.accounts.services.sealed import seal_anew
from cop.core import i18n, web
from cop.core.db import db
from cop.core.unit import unit_of_work
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import CopError, Invalid
from cop.kernel.translated import LANGUAGES

users = AppGroup("users", help="Accounts, from the command line.")


@users.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice([r.value for r in Role]), help="Once for each role."
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of their mails."
)
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input; else it is asked for."
)
def create(email: str, name: str, roles: tuple[str, ...], language: str, *, password_stdin: bool) -> None:
    """Make a confirmed account for EMAIL."""
    password = _password(from_stdin=password_stdin)
    wanted = {Role.MEMBER, *(Role(role) for role in roles)}
    try:
        with unit_of_work():
            user = create_user(
                email=email, name=name, password=password, roles=wanted, language=language, now=web.clock()()
            )
            number = user.id
    except Invalid as error:
        raise click.ClickException(i18n.sentence(error.message)) from None
    click.echo(f"Account {number} for {email}: {', '.join(sorted(wanted))}.")


@users.command("list")
def list_all() -> None:
    """One line a person: number, address, name, roles."""
    for user in db.session.scalars(select(User).order_by(User.id)):
        roles = ",".join(sorted(row.role for row in user.roles))
        state = "closed" if user.disabled_at else "" if user.confirmed_at else "unconfirmed"
        click.echo("\t".join([str(user.id), user.email, user.name, roles, state]).rstrip())


@users.command("remove-factor")
@click.argument("email")
@click.option("--reason", required=True, help="How you know that it is this person who asks; mailed to them.")
def remove_factor(email: str, reason: str) -> None:
    """Remove the lost second factor of EMAIL, when no administrator can."""
    now = web.clock()()
    try:
        with unit_of_work():
            user = web.found(user_by_email(email))
            remove_lost_factor(user, reason=reason, password_at=now, actor=SYSTEM, now=now)
    except CopError:
        raise click.ClickException("Nobody has this address, or no second factor.") from None
    click.echo(f"{email} signs in with the password alone until a new one is set up.")


@users.command("seal-factors")
def seal_factors() -> None:
    """Seal the secrets of second factors with the present key; exit status 1 when one of them opens with no key."""
    with unit_of_work():
        done, lost = seal_anew()
    click.echo(f"{done} second factors are sealed with the present key.")
    if lost:
        raise click.ClickException(
            f"{lost} open with none: put the key that sealed them into COP_FORMER_KEYS, or remove them."
        )


def _password(*, from_stdin: bool) -> str:
    """Never an argument: the list of processes and the shell's history would keep it."""
    if from_stdin:
        return sys.stdin.readline().strip()
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True)).strip()
