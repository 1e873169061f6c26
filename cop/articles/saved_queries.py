"""Reads of the practices that people keep on their own lists."""

from sqlalchemy import Select, func, select

from cop.articles.models import Article, SavedArticle
from cop.articles.queries import AS_CARD, visible_to
from cop.core.db import db
from cop.kernel.actor import Actor


def saved_by(actor: Actor) -> Select[Article]:
    """What is on the actor's list and they may still see, the last saved first, as cards."""
    own = (SavedArticle.article_id == Article.id) & (SavedArticle.user_id == actor.user_id)
    return visible_to(actor).join(SavedArticle, own).order_by(SavedArticle.id.desc()).options(*AS_CARD)


def saved_row(actor: Actor, article_id: int) -> SavedArticle | None:
    """The place of one practice on the actor's list."""
    return db.session.scalar(
        select(SavedArticle).where(
            SavedArticle.article_id == article_id, SavedArticle.user_id == actor.user_id
        )
    )


def how_many_saved(actor: Actor) -> int:
    own = select(func.count()).where(SavedArticle.user_id == actor.user_id)
    return db.session.scalar(own) or 0
