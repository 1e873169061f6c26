"""Put reminders into an app."""

from flask import Flask

from cop.accounts.events import AccountErased
from cop.core import events, jobs, slots
from cop.reminders import exports, parts
from cop.reminders.jobs import send_due
from cop.reminders.services import forget_wishes
from cop.reminders.views import bp

EVERY_MINUTES = 10


def install(app: Flask) -> None:
    app.register_blueprint(bp)
    jobs.register(app, "reminders.send", send_due, every_minutes=EVERY_MINUTES)
    events.subscribe(app, AccountErased, forget_wishes)
    slots.fill(app, "own_data", rank=60, part=exports.own_data)
    slots.fill(app, "call_page", rank=20, part=parts.follow_button)
    slots.fill(app, "profile_links", rank=10, part=parts.choices_link)
