"""`cop receipts …`"""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from cop.proposals.rules.snapshot import content_sha256

receipts = AppGroup("receipts", help="Prove what was handed in.")


@receipts.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("sha256")
def verify(file: Path, sha256: str) -> None:
    """Compare FILE (the JSON from the receipt's page) with the digest SHA256 on the receipt; exit status 1 when they differ.

    Needs no database. The same without this program: sha256sum FILE.
    """
    try:
        found = content_sha256(json.loads(file.read_bytes()))
    except ValueError as error:
        raise click.ClickException(f"{file} is not JSON: {error}") from None
    if found != sha256.strip().lower():
        raise click.ClickException(f"the file's digest is {found}, not the receipt's")
    click.echo("The file is what was handed in.")
