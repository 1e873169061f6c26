"""Put the calls feature into an app."""

from flask import Flask

from cop.calls import parts
from cop.calls.cli import calls
from cop.calls.views import builder, correcting, preview, public, staff, translating, versions, windows
from cop.calls.views import parts as part_pages
from cop.core import menu, slots
from cop.kernel.messages import N_, say

VIEWS = (public, staff, windows, correcting, builder, part_pages, versions, translating, preview)
"""Some of these modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    app.register_blueprint(staff.bp)
    app.register_blueprint(builder.bp)
    app.cli.add_command(calls)
    menu.add(app, "main", rank=20, endpoint="calls.call_list", label=say(N_("Calls")))
    slots.fill(app, "home", rank=10, part=parts.open_calls)
