"""Put the calls feature into an app."""

from flask import Flask

from cop.calls import parts
from cop.calls.cli import calls
from cop.calls.views import correcting, public, staff, windows
from cop.core import menu, slots
from cop.kernel.messages import N_, say

VIEWS = (public, staff, windows, correcting)
"""Some of these modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    app.register_blueprint(staff.bp)
    app.cli.add_command(calls)
    menu.add(app, "main", rank=20, endpoint="calls.call_list", label=say(N_("Calls")))
    slots.fill(app, "home", rank=10, part=parts.open_calls)
