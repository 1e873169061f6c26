"""Keep a practice on one's own list; no longer."""

from datetime import datetime

from sqlalchemy import delete

from cop.accounts.events import AccountErased
from cop.activity.services import record
from cop.articles.models import Article, SavedArticle
from cop.articles.saved_queries import how_many_saved, saved_row
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.messages import N_, say

MOST_SAVED = 500


def save_article(article: Article, *, actor: Actor, now: datetime) -> SavedArticle:
    """Put a practice that the actor sees on their list; there already, it stays where it is. Raises Denied or Invalid."""
    if actor.user_id is None:
        raise Denied
    saved = saved_row(actor, article.id)
    if saved is not None:
        return saved
    if how_many_saved(actor) >= MOST_SAVED:
        raise Invalid(
            say(N_("There are %(most)s practices on your list already. Remove one first."), most=MOST_SAVED)
        )
    saved = SavedArticle(user_id=actor.user_id, article_id=article.id, saved_at=now)
    db.session.add(saved)
    db.session.flush()
    record("article.saved", article, actor=actor, now=now)
    return saved


def unsave_article(saved: SavedArticle, *, actor: Actor, now: datetime) -> None:
    """Take it off the list; it may be one that the actor sees no longer."""
    record("article.unsaved", saved, actor=actor, now=now, article=saved.article_id)
    db.session.delete(saved)


def forget_saved(event: AccountErased) -> None:
    """Whoever erased their account keeps no list."""
    db.session.execute(delete(SavedArticle).where(SavedArticle.user_id == event.user_id))
