"""Put the directory into an app."""

from flask import Flask

from cop.accounts.events import AccountErased
from cop.core import events, menu, slots
from cop.directory import exports, parts
from cop.directory.services.members import forget_person
from cop.directory.services.terms import move_kind
from cop.directory.views import invitations, public, team
from cop.kernel.messages import N_, say
from cop.taxonomy.events import TermsMerged

VIEWS = (public, team, invitations)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    slots.fill(app, "desk", rank=8, part=parts.invitations_on_desk)
    slots.fill(app, "own_data", rank=20, part=exports.own_data)
    slots.fill(app, "erasure_obstacles", rank=10, part=parts.orphaned_organisations)
    events.subscribe(app, AccountErased, forget_person)
    events.subscribe(app, TermsMerged, move_kind)
    slots.fill(app, "term_uses", rank=20, part=parts.organisations_of_kind)
    slots.fill(app, "door", rank=10, part=parts.invitation_at_door)
    menu.add(app, "main", rank=30, endpoint="directory.organisation_list", label=say(N_("Organisations")))
    menu.add(
        app, "account", rank=50, endpoint="directory.organisation_mine", label=say(N_("My organisations"))
    )
