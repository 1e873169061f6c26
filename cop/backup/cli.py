"""`cop backup …` and `cop restore …`"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from cop.activity.audit import verify_chain
from cop.backup.archive import BadBackup, Manifest
from cop.backup.services import restore_backup, verify_backup, write_backup
from cop.core import storage, web
from cop.kernel.errors import Later
from cop.search.indexing import rebuild_index

FAILURES = (BadBackup, Later, storage.Damaged, OSError, sqlite3.Error, SQLAlchemyError)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Backup(AppGroup):
    """`cop backup TARGET` is short for `cop backup make TARGET`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["make", *args])


backup = _Backup("backup", help="Keep the whole site in one archive: `cop backup TARGET`.")


@backup.command("make")
@click.argument("target", type=click.Path(path_type=Path))
def make(target: Path) -> None:
    """Copy database and files to TARGET, a new file or a folder for one, while the site runs.

    Exit status 1 when it fails, and 2 when files are lost or damaged: the archive names them and holds all the rest.
    """
    now = web.clock()()
    path = target / f"cop-{now:%Y%m%dT%H%M%SZ}.tar" if target.is_dir() else target
    if path.exists():
        raise click.ClickException(f"{path} exists already")
    try:
        manifest = write_backup(path, now=now, along=_along)
    except FAILURES as error:
        raise click.ClickException(f"no backup was made: {error}") from error
    click.echo(f"{path}: {_said(manifest)}")
    if manifest.missing:
        click.echo(
            f"{len(manifest.missing)} files are lost or damaged: {' '.join(manifest.missing)}", err=True
        )
        raise SystemExit(2)


@backup.command("verify")
@click.argument("file", type=FILE)
def verify(file: Path) -> None:
    """Read the whole of FILE and compare it with its manifest; exit status 1 when it is not what it was."""
    try:
        manifest = verify_backup(file)
    except BadBackup as error:
        raise click.ClickException(f"{file}: {error}") from None
    click.echo(f"{file} is whole: {_said(manifest)}, made {manifest.made_at}")


@click.command("restore")
@click.argument("source", type=FILE)
@click.option("--replace", is_flag=True, help="Into a site that has content: it is thrown away.")
@with_appcontext
def restore(*, source: Path, replace: bool) -> None:
    """Bring back the site that SOURCE holds, migrate it, index it and prove its activity log. Stop the site first."""
    try:
        manifest = restore_backup(source, replace=replace, along=_along)
    except FAILURES as error:
        raise click.ClickException(f"{source}: {error}") from error
    click.echo(f"Restored: {_said(manifest)}, as of {manifest.made_at}")
    click.echo(f"{rebuild_index()} practices are in the index.")
    verdict = verify_chain()
    if verdict.broken_at is not None:
        raise click.ClickException(f"the activity log breaks at row {verdict.broken_at}")
    click.echo(f"The activity log is unbroken: {verdict.rows} rows, the last is {verdict.last_sha256}")


def _along(keys: list[str]) -> Iterator[str]:
    with click.progressbar(keys, label="Files") as bar:
        yield from bar


def _said(manifest: Manifest) -> str:
    rows, tables = sum(manifest.rows.values()), len(manifest.rows)
    return f"{rows} rows in {tables} tables ({manifest.engine}), {len(manifest.files)} files"
