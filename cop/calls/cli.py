"""`cop calls …`"""

from pathlib import Path

import click
from flask.cli import AppGroup

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.loading import DefinitionErrors, load_definition
from cop.calls.services import create_call, publish_call
from cop.core.unit import unit_of_work
from cop.kernel.actor import SYSTEM
from cop.kernel.clock import system_clock
from cop.kernel.errors import CopError

calls = AppGroup("calls", help="Work with definitions of calls.")
a_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@calls.command("check")
@a_file
def check(file: Path) -> None:
    """Check a definition; each problem is printed as file:line. Exit status 1 when there is one."""
    definition = _loaded(file)
    languages = ", ".join(definition.languages)
    click.echo(f"{definition.code}: {len(definition.stages)} stages, languages {languages}. No problems.")


@calls.command("load")
@a_file
@click.option(
    "--publish", is_flag=True, help="Show the call to everyone at once; its definition is then fixed."
)
def load(file: Path, publish: bool) -> None:
    """Make a draft call from a definition. Exit status 1 when it has problems or its code is taken."""
    definition, now = _loaded(file), system_clock()
    try:
        with unit_of_work():
            call = create_call(definition, actor=SYSTEM, now=now)
            if publish:
                publish_call(call, actor=SYSTEM, now=now)
    except CopError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{definition.code}: {'published' if publish else 'saved as a draft'}.")


def _loaded(file: Path) -> CallDefinition:
    """The definition in `file`; its problems go to the error stream, one a line."""
    try:
        return load_definition(file)
    except DefinitionErrors as error:
        for problem in error.problems:
            click.echo(f"{file}:{problem.line or 0}: {problem.path or '-'}: {problem.message}", err=True)
        raise click.ClickException(str(error.message)) from None
