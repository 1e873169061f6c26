"""Put the resource library into an app."""

from flask import Flask

from cop.accounts.events import AccountErased
from cop.core import events, menu, slots
from cop.kernel.messages import N_, say
from cop.resources import exports, parts
from cop.resources.services.forget import forget_drafts
from cop.resources.services.terms import move_term
from cop.resources.views import author, editor, public
from cop.taxonomy.events import TermsMerged

VIEWS = (public, author, editor)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    menu.add(app, "main", rank=15, endpoint="resources.resource_list", label=say(N_("Resources")))
    menu.add(app, "account", rank=47, endpoint="resources.resource_mine", label=say(N_("My resources")))
    slots.fill(app, "home", rank=40, part=parts.newest_resources)
    slots.fill(app, "desk", rank=45, part=parts.resources_on_desk)
    slots.fill(app, "term_uses", rank=15, part=parts.resources_with_term)
    slots.fill(app, "own_data", rank=35, part=exports.own_data)
    events.subscribe(app, AccountErased, forget_drafts)
    events.subscribe(app, TermsMerged, move_term)
