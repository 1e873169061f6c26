"""Put the activity feature into an app."""

from flask import Flask

from cop.activity.cli import audit
from cop.activity.jobs import send_mail
from cop.core import jobs


def install(app: Flask) -> None:
    jobs.register(app, "activity.send_mail", send_mail, every_minutes=1)
    app.cli.add_command(audit)
