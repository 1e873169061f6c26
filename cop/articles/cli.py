"""`cop pictures …`"""

import click
from flask.cli import AppGroup

from cop.articles.jobs import resize_pictures

pictures = AppGroup("pictures", help="Pictures of practices.")


@pictures.command("resize")
def resize() -> None:
    """Make the sizes of pictures that have none, damaged ones tried again; the worker does a few every ten minutes too."""
    click.echo(f"{resize_pictures(most=100_000, also_unsized=True)} pictures have their sizes now.")
