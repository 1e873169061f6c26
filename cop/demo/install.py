"""Put the demonstration's command into an app."""

from flask import Flask

from cop.demo.cli import seed


def install(app: Flask) -> None:
    app.cli.add_command(seed)
