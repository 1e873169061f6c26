"""Put clarifications into an app."""

from flask import Flask

from cop.clarifications import exports, parts
from cop.clarifications.views import public, staff
from cop.core import slots

VIEWS = (public, staff)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    slots.fill(app, "own_data", rank=45, part=exports.own_data)
    slots.fill(app, "call_tabs", rank=10, part=parts.tab)
    slots.fill(app, "call_head", rank=10, part=parts.feed_link)
    slots.fill(app, "call_end", rank=10, part=parts.newest)
    slots.fill(app, "desk", rank=15, part=parts.waiting_on_desk)
