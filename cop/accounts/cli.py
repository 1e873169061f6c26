"""`cop users …`"""

import click
from flask.cli import AppGroup

from cop.accounts.models import User
from cop.accounts.services.register import create_user
from cop.core import i18n, web
from cop.core.unit import unit_of_work
from cop.kernel.actor import Role
from cop.kernel.errors import Invalid
from cop.kernel.translated import LANGUAGES

users = AppGroup("users", help="Make accounts from the command line.")


@users.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice([r.value for r in Role]), help="Once for each role."
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of their mails."
)
@click.password_option(help="Asked for when not given.")
def create(email: str, name: str, roles: tuple[str, ...], language: str, password: str) -> None:
    """Make a confirmed account for EMAIL."""
    wanted = {Role.MEMBER, *(Role(role) for role in roles)}
    try:
        with unit_of_work():
            user: User = create_user(
                email=email, name=name, password=password, roles=wanted, language=language, now=web.clock()()
            )
            number = user.id
    except Invalid as error:
        raise click.ClickException(i18n.sentence(error.message)) from None
    click.echo(f"Account {number} for {email}: {', '.join(sorted(wanted))}.")
