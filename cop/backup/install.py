"""Put backup and restore into an app: two commands, nothing else."""

from flask import Flask

from cop.backup.cli import backup, restore


def install(app: Flask) -> None:
    app.cli.add_command(backup)
    app.cli.add_command(restore)
