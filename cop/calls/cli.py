"""`cop calls …`"""

from pathlib import Path

import click
from flask.cli import AppGroup

from cop.calls.definition.loading import DefinitionErrors, load_definition

calls = AppGroup("calls", help="Work with definitions of calls.")


@calls.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a definition; each problem is printed as file:line. Exit status 1 when there is one."""
    try:
        definition = load_definition(file)
    except DefinitionErrors as error:
        for problem in error.problems:
            click.echo(f"{file}:{problem.line}: {problem.path}: {problem.message}", err=True)
        raise click.ClickException(f"{len(error.problems)} problems") from None
    click.echo(
        f"{definition.code}: {len(definition.stages)} stages, languages {', '.join(definition.languages)}. No problems."
    )
