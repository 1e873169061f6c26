"""Put the activity feature into an app."""

from flask import Flask

from cop.activity.cli import audit
from cop.activity.jobs import send_mail
from cop.activity.queries import newest_event
from cop.core import jobs, kept


def install(app: Flask) -> None:
    jobs.register(app, "activity.send_mail", send_mail, every_minutes=1)
    kept.set_newest(app, newest_event)
    app.cli.add_command(audit)
