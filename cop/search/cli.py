"""`cop index …`"""

import click
from flask.cli import AppGroup

from cop.search.indexing import differences, rebuild_index

index = AppGroup("index", help="Look after the search index.")


@index.command("rebuild")
def rebuild() -> None:
    """Make the index anew from the database; searches go on with the old one meanwhile."""
    with click.progressbar(length=1, label="Indexing practices") as bar:

        def on_progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        count = rebuild_index(on_progress)
    click.echo(f"{count} practices are in the index.")


@index.command("check")
def check() -> None:
    """Compare the index with the database; exit status 1 when they differ."""
    lacking, extra = differences()
    if lacking or extra:
        raise click.ClickException(f"the index lacks {len(lacking)} documents and has {len(extra)} too many")
    click.echo("Index and database agree.")
