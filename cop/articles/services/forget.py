"""Whoever erased their account leaves what was published, and takes their drafts along."""

from sqlalchemy import delete

from cop.accounts.events import AccountErased
from cop.articles.models import Article
from cop.articles.states import ArticleState
from cop.core.db import db


def forget_drafts(event: AccountErased) -> None:
    """Delete the practices that only their author has seen."""
    db.session.execute(
        delete(Article).where(
            Article.author_id == event.user_id,
            Article.state == ArticleState.DRAFT,
            Article.published_at.is_(None),
        )
    )
