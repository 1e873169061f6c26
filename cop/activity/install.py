"""Put the activity feature into an app."""

from flask import Flask

from cop.activity.cli import audit
from cop.activity.exports import own_data
from cop.activity.jobs import send_mail
from cop.activity.queries import newest_event
from cop.core import jobs, kept, slots


def install(app: Flask) -> None:
    jobs.register(app, "activity.send_mail", send_mail, every_minutes=1)
    slots.fill(app, "own_data", rank=90, part=own_data)
    kept.set_newest(app, newest_event)
    app.cli.add_command(audit)
