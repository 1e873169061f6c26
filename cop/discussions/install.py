"""Put discussions into an app."""

from flask import Flask

from cop.accounts.events import AccountErased
from cop.core import events, jobs, menu, slots
from cop.discussions import exports, parts
from cop.discussions.jobs import tell_news
from cop.discussions.services.forget import forget_person
from cop.discussions.services.terms import move_theme
from cop.discussions.views import contributing, feeds, following, moderating, public, starting, summing
from cop.kernel.messages import N_, say
from cop.taxonomy.events import TermsMerged

VIEWS = (public, feeds, starting, contributing, moderating, following, summing)
"""These modules write on one blueprint; naming them here is what imports them."""
EVERY_MINUTES = 5


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    menu.add(app, "main", rank=15, endpoint="discussions.discussion_list", label=say(N_("Discussions")))
    jobs.register(app, "discussions.tell", tell_news, every_minutes=EVERY_MINUTES)
    events.subscribe(app, AccountErased, forget_person)
    events.subscribe(app, TermsMerged, move_theme)
    slots.fill(app, "own_data", rank=25, part=exports.own_data)
    slots.fill(app, "home", rank=30, part=parts.liveliest_discussions)
    slots.fill(app, "desk", rank=12, part=parts.waiting_on_desk)
    slots.fill(app, "term_uses", rank=15, part=parts.discussions_with_theme)
