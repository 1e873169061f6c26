"""`cop receipt …`"""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from cop.kernel.ids import digest
from cop.proposals.rules.snapshot import content_sha256

receipt = AppGroup("receipt", help="Prove what was handed in.")
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@receipt.command("verify")
@click.argument("file", type=a_file)
@click.argument("sha256")
@click.argument("documents", type=a_file, nargs=-1)
def verify(file: Path, sha256: str, documents: tuple[Path, ...]) -> None:
    """Compare FILE (the JSON from the receipt's page) with the digest SHA256 on the receipt; exit status 1 when they differ.

    DOCUMENTS are compared with the digests that FILE holds of them. Needs no database. The same without this program:
    sha256sum FILE.
    """
    try:
        content = json.loads(file.read_bytes())
    except ValueError as error:
        raise click.ClickException(f"{file} is not JSON: {error}") from None
    found = content_sha256(content)
    if found != sha256.strip().lower():
        raise click.ClickException(f"the file's digest is {found}, not the receipt's")
    handed_in = {row["sha256"] for row in content["documents"]}
    for document in documents:
        if digest(document.read_bytes()) not in handed_in:
            raise click.ClickException(f"{document} is none of the documents that were handed in")
    click.echo("The file is what was handed in." if not documents else "The files are what was handed in.")
