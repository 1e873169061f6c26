"""Whoever erased their account leaves what was published, and takes their drafts along."""

from sqlalchemy import delete

from cop.accounts.events import AccountErased
from cop.articles.models import Article
from cop.articles.states import WITH_AUTHOR
from cop.core.db import db


def forget_drafts(event: AccountErased) -> None:
    """Delete the practices that their author was still writing, and that were never public."""
    db.session.execute(
        delete(Article).where(
            Article.author_id == event.user_id,
            Article.state.in_(WITH_AUTHOR),
            Article.published_at.is_(None),
        )
    )
