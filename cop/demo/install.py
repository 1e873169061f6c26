"""Put the demonstration into an app: its command, nothing else."""

from flask import Flask

from cop.demo.cli import seed


def install(app: Flask) -> None:
    app.cli.add_command(seed)
