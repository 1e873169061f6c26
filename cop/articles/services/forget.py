"""Whoever erased their account leaves what was published, and takes their drafts along."""

from sqlalchemy import delete, func, select

from cop.accounts.events import AccountErased
from cop.articles.models import Article, AuthorInvitation, CoAuthor
from cop.articles.states import WITH_AUTHOR
from cop.core.db import db


def forget_drafts(event: AccountErased) -> None:
    """Delete what they alone were still writing, and what was never public; what others write too is the next one's."""
    db.session.execute(delete(CoAuthor).where(CoAuthor.user_id == event.user_id))
    db.session.execute(delete(AuthorInvitation).where(func.lower(AuthorInvitation.email) == event.email))
    begun = select(Article).where(
        Article.author_id == event.user_id, Article.state.in_(WITH_AUTHOR), Article.published_at.is_(None)
    )
    for article in db.session.scalars(begun.execution_options(populate_existing=True)):
        if article.co_authors:
            article.author_id = article.co_authors.pop(0).user_id
        else:
            db.session.execute(delete(Article).where(Article.id == article.id))
    db.session.flush()
