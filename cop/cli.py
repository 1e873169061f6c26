"""The command `cop`. Features add their own groups when they are installed; here is what runs the site itself."""

from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup, with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from cop.core.settings import Settings
from cop.kernel.errors import CopError


def _app() -> Flask:
    from cop.app import create_app
    from cop.core import migrating

    app = create_app(Settings())
    migrating.install(app)
    return app


class Cop(FlaskGroup):
    """Flask's group without options that choose another app; what a command runs into is said without a traceback."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [param for param in super().get_params(ctx) if param.name not in {"app", "debug"}]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (OperationalError, ProgrammingError) as error:
            said = str(error.orig).strip()
            raise click.ClickException(
                f"the database says: {said}\nIs COP_DATABASE_URL right, and did you run `cop migrate`?"
            ) from error
        except CopError as error:  # the storage is away, say; what exactly is in the log
            raise click.ClickException(str(error)) from error


@click.group(cls=Cop, create_app=_app, add_default_commands=False, add_version_option=False)
def main() -> None:
    """Run and look after a cop site. Settings are COP_… variables; docs/operations.md lists them."""


@main.command(with_appcontext=False)  # the app is the children's; here it would only cost memory and time
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--worker/--no-worker", default=True, show_default=True, help="Run the job worker beside the web server."
)
def run(port: int, host: str, worker: bool) -> None:
    """Serve the site, and do its jobs, until Ctrl-C."""
    from cop import serving

    Settings()  # what is wrong with them is said before anything is served
    try:
        serving.refuse_taken(host, port)
    except serving.CannotListen as error:
        hint = f" Take another: PORT={port + 1} make run" if error.is_taken else ""
        raise click.ClickException(f"{error}.{hint}") from error
    click.echo(f"Serving http://{host}:{port} (Ctrl-C ends it)")
    serving.serve(host=host, port=port, with_worker=worker)


@main.command()
@with_appcontext
def worker() -> None:
    """Do queued jobs (mail, index, letters) until told to stop."""
    from flask import current_app

    from cop.core.jobs import consume

    consume(current_app)


@main.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest revision; does nothing when it is there."""
    from cop.core import migrating

    migrating.migrate()


@main.command("check-migrations")
@with_appcontext
def check_migrations() -> None:
    """Migrate, then compare the tables with the models; exit status 1 when they differ."""
    from cop.core import migrating

    migrating.migrate()
    if differences := migrating.drift():
        raise click.ClickException("models and migrations differ:\n" + "\n".join(differences))
    click.echo("Models and migrations are in step.")


@main.command("check-deploy")
@with_appcontext
def check_deploy() -> None:
    """Look for unsafe settings; exit status 1 when there is one, with how to mend each."""
    from cop.core.deploy import problems
    from cop.search.engine import advice

    for advised in advice():
        click.echo(f"Advice: {advised}")
    found = problems(Settings())
    for problem in found:
        click.echo(f"- {problem}")
    if found:
        raise click.ClickException(f"{len(found)} unsafe settings")
    click.echo("Nothing unsafe found.")


@main.command("routes")
@with_appcontext
def routes() -> None:
    """List every route with the permission it declares."""
    from flask import current_app

    from cop.core.access import permission_of

    for rule in sorted(current_app.url_map.iter_rules(), key=lambda r: r.rule):
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        click.echo(
            f"{methods:12} {rule.rule:70} {rule.endpoint:34} {permission_of(current_app, rule.endpoint)}"
        )


@main.group()
def messages() -> None:
    """Collect, check and compile the translations."""


@messages.command("collect", with_appcontext=False)
def collect() -> None:
    """Find every sentence in code and templates and bring the five catalogues up to date with them."""
    from cop.core import catalogues

    catalogues.collect()


@messages.command("check", with_appcontext=False)
def check() -> None:
    """Exit status 1 when a sentence is missing from a catalogue, untranslated, fuzzy, or lost a %(place)s."""
    from cop.core import catalogues

    if problems := catalogues.problems():
        raise click.ClickException("\n".join(problems))
    click.echo("Five catalogues are complete.")


@messages.command("compile", with_appcontext=False)
def compile_() -> None:
    """Compile the catalogues that changed."""
    from cop.core import catalogues

    catalogues.compile_changed()


if __name__ == "__main__":
    main()
