"""Reads of who writes a practice, who was asked to, and who is told what becomes of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.accounts.models import User
from cop.articles.models import Article, ArticleRevision, AuthorInvitation, CoAuthor, MailRefusal, Translator
from cop.core.db import db
from cop.kernel.actor import Actor
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


def writers_of(article: Article, *, but: Actor) -> list[User]:
    """Everybody who writes it and has an account, whoever began it first, without the one who acts."""
    first = {article.author_id} if article.author_id is not None else set()
    users = people((first | article.co_author_ids) - {but.user_id})
    return sorted(users, key=lambda user: user.id != article.author_id)


def translated_by(article: Article, languages: Collection[str]) -> dict[int, list[str]]:
    """Person -> those of the `languages` that they translated it into, and are translators into still."""
    wrote = (
        select(Translator.user_id, Translator.language)
        .join(
            ArticleRevision,
            (ArticleRevision.made_by == Translator.user_id)
            & (ArticleRevision.language == Translator.language),
        )
        .where(ArticleRevision.article_id == article.id, Translator.language.in_(languages))
        .distinct()
        .order_by(Translator.language)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for user_id, language in db.session.execute(wrote):
        found[user_id].append(language)
    return found


def people(numbers: Collection[int | None]) -> Sequence[User]:
    """Those of them whose accounts are open, in the order they came."""
    open_ones = select(User).where(User.id.in_(numbers), User.disabled_at.is_(None))
    return db.session.scalars(open_ones.order_by(User.id)).all()


def wanting(users: Collection[User]) -> list[User]:
    """Those of them who want mails that they can do without."""
    asked = select(MailRefusal.user_id).where(MailRefusal.user_id.in_([user.id for user in users]))
    refused = set(db.session.scalars(asked))
    return [user for user in users if user.id not in refused]


def wants_mails(user: User) -> bool:
    return bool(wanting([user]))
