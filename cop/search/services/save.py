"""Keep a search, to be told what is new under it; no longer."""

from datetime import datetime

from sqlalchemy import delete, select

from cop.accounts.events import AccountErased
from cop.activity.services import record
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.messages import N_, say
from cop.search.asking import Asked
from cop.search.models import SavedSearch
from cop.search.rules import LONGEST_QUERY, Rhythm

MOST_SAVED = 20


def save_search(asked: Asked, rhythm: Rhythm, *, actor: Actor, now: datetime) -> SavedSearch:
    """Tell the actor what is new under this question; saved again, only the rhythm changes. Raises Denied or Invalid."""
    if actor.user_id is None:
        raise Denied
    if asked.is_empty:
        raise Invalid(say(N_("Search for something first; then you can be told what is new under it.")))
    if len(asked.query) > LONGEST_QUERY:
        raise Invalid(say(N_("This search has too many filters to be kept. Take some away.")))
    own = db.session.scalars(select(SavedSearch).where(SavedSearch.user_id == actor.user_id)).all()
    saved = next((row for row in own if row.query == asked.query), None)
    if saved is None:
        if len(own) >= MOST_SAVED:
            raise Invalid(say(N_("You keep %(most)s searches already. Remove one first."), most=MOST_SAVED))
        saved = SavedSearch(
            user_id=actor.user_id, query=asked.query, rhythm=rhythm, saved_at=now, told_until=now
        )
        db.session.add(saved)
    saved.rhythm = rhythm
    record("search.saved", saved, actor=actor, now=now, rhythm=rhythm.value)
    return saved


def remove_search(saved: SavedSearch, *, actor: Actor, now: datetime) -> None:
    """No longer. Whoever holds the link of a mail may, so `actor` may be nobody."""
    record("search.removed", saved, actor=actor, now=now)
    db.session.delete(saved)


def forget_searches(event: AccountErased) -> None:
    """Whoever erased their account is told nothing."""
    db.session.execute(delete(SavedSearch).where(SavedSearch.user_id == event.user_id))
