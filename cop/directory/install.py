"""Put the directory into an app."""

from flask import Flask

from cop.core import menu, web
from cop.directory import actors
from cop.directory.views import public, team
from cop.kernel.messages import N_, say

VIEWS = (public, team)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    web.set_actor_loader(app, actors.load_actor)
    app.register_blueprint(public.bp)
    menu.add(app, "main", rank=30, endpoint="directory.organisation_list", label=say(N_("Organisations")))
    menu.add(
        app, "account", rank=50, endpoint="directory.organisation_mine", label=say(N_("My organisations"))
    )
