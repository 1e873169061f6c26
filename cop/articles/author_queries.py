"""Reads of who writes a practice, and who was asked to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.articles.models import Article, AuthorInvitation, CoAuthor
from cop.core.db import db
from cop.kernel.ids import digest


def invitations_to(article: Article) -> Sequence[AuthorInvitation]:
    """Who was asked and has not answered, the first asked first."""
    asked = select(AuthorInvitation).where(AuthorInvitation.article_id == article.id)
    return db.session.scalars(asked.order_by(AuthorInvitation.id)).all()


def invitation_to(article: Article, invitation_id: int) -> AuthorInvitation | None:
    same = (AuthorInvitation.article_id == article.id, AuthorInvitation.id == invitation_id)
    return db.session.scalar(select(AuthorInvitation).where(*same))


def invitation_by_token(token: str, now: datetime) -> AuthorInvitation | None:
    """The open invitation of a mailed link, with its practice and who asks."""
    asked = (AuthorInvitation.token_sha256 == digest(token), AuthorInvitation.expires_at > now)
    beside = (joinedload(AuthorInvitation.article), joinedload(AuthorInvitation.inviter))
    return db.session.scalar(select(AuthorInvitation).where(*asked).options(*beside))


def co_author_of(article: Article, user_id: int) -> CoAuthor | None:
    return next((one for one in article.co_authors if one.user_id == user_id), None)
