"""Keep a filter under a name; forget it."""

from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy import delete, select

from cop.accounts.events import AccountErased
from cop.activity.services import record
from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.messages import N_, say
from cop.proposals.lists.filters import Filter
from cop.proposals.lists.models import SavedFilter
from cop.proposals.lists.rules import can_remove_filter

MOST_FILTERS = 50


def save_filter(
    call: Call, wanted: Filter, *, name: str, is_shared: bool, actor: Actor, now: datetime
) -> SavedFilter:
    """Keep `wanted` as one of the actor's own; one of that name is replaced. Raises Denied or Invalid."""
    if actor.user_id is None:
        raise Denied
    own = db.session.scalars(
        select(SavedFilter).where(SavedFilter.call_id == call.id, SavedFilter.owner_id == actor.user_id)
    ).all()
    saved = next((row for row in own if row.name == name), None)
    if saved is None:
        if len(own) >= MOST_FILTERS:
            words = N_("You have %(most)s filters here already. Remove one first.")
            raise Invalid(fields={"name": say(words, most=MOST_FILTERS)})
        saved = SavedFilter(call_id=call.id, owner_id=actor.user_id, name=name, query="", saved_at=now)
        db.session.add(saved)
    saved.query, saved.is_shared, saved.saved_at = urlencode(wanted.pairs()), is_shared, now
    record("filter.saved", saved, actor=actor, now=now, query=saved.query, is_shared=is_shared)
    return saved


def forget_filters(event: AccountErased) -> None:
    """A person's own filters go with the account; those they shared stay, for who uses them."""
    own = delete(SavedFilter).where(SavedFilter.owner_id == event.user_id, SavedFilter.is_shared.is_(False))
    db.session.execute(own)


def remove_filter(saved: SavedFilter, *, actor: Actor, now: datetime) -> None:
    """Forget a saved filter; raises Denied."""
    if not can_remove_filter(actor, owner_id=saved.owner_id, is_shared=saved.is_shared):
        raise Denied
    record("filter.removed", saved, actor=actor, now=now, query=saved.query)
    db.session.delete(saved)
