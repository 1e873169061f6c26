"""Good-practice articles: what they are about, their text in each language, and every revision of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.articles.rules.evidence import Evidence
from cop.articles.states import ArticleState, TranslationState
from cop.core.db import Base, Code, Language, Line, Pk, Sha256, choice_of
from cop.files.models import Blob


class Article(Base):
    """A practice. Codes are terms of the vocabularies; countries are ISO 3166 alpha-2.

    `details` are its answers to the template that say the same in every language (rules.structure). On `review_due_on` somebody
    has to say again that a published one holds; its author is told so once, at `due_told_at`.
    """

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint(
            "ends_year IS NULL OR starts_year IS NULL OR ends_year >= starts_year", name="years_in_order"
        ),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_has_date"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    state: Mapped[ArticleState] = mapped_column(
        choice_of(ArticleState), index=True, default=ArticleState.DRAFT
    )
    original_language: Mapped[Language]
    themes: Mapped[list[str]] = mapped_column(default_factory=list)
    sectors: Mapped[list[str]] = mapped_column(default_factory=list)
    sdg_targets: Mapped[list[str]] = mapped_column(default_factory=list)
    countries_of_origin: Mapped[list[str]] = mapped_column(default_factory=list)
    countries_of_destination: Mapped[list[str]] = mapped_column(default_factory=list)
    starts_year: Mapped[int | None] = mapped_column(default=None)
    ends_year: Mapped[int | None] = mapped_column(default=None)
    lead: Mapped[Line] = mapped_column(default="")
    details: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    evidence: Mapped[Evidence] = mapped_column(choice_of(Evidence), default=Evidence.INNOVATION)
    image_id: Mapped[int | None] = mapped_column(ForeignKey("file_blob.id"), default=None)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True, default=None)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    review_due_on: Mapped[date | None] = mapped_column(default=None, index=True)
    due_told_at: Mapped[datetime | None] = mapped_column(default=None)
    texts: Mapped[list["ArticleText"]] = relationship(
        default_factory=list, lazy="selectin", cascade="all, delete-orphan", back_populates="article"
    )
    image: Mapped[Blob | None] = relationship(init=False)
    co_authors: Mapped[list["CoAuthor"]] = relationship(
        init=False, cascade="all, delete-orphan", passive_deletes=True, order_by="CoAuthor.id"
    )

    @property
    def co_author_ids(self) -> frozenset[int]:
        """Who writes it together with its author."""
        return frozenset(one.user_id for one in self.co_authors)


class CoAuthor(Base):
    """Somebody who writes a practice together with its author."""

    __tablename__ = "article_co_author"
    __table_args__ = (UniqueConstraint("article_id", "user_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime]
    user: Mapped[User] = relationship(init=False, lazy="joined")


class AuthorInvitation(Base):
    """Somebody asked by mail to write a practice together. Once it is accepted there is a CoAuthor instead."""

    __tablename__ = "article_invitation"
    __table_args__ = (UniqueConstraint("article_id", "email"),)

    id: Mapped[Pk] = mapped_column(init=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    email: Mapped[Line]
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    article: Mapped[Article] = relationship(init=False)
    inviter: Mapped[User] = relationship(init=False)


class ArticleText(Base):
    """An article in one language, as it stands. `content` are its answers to the template in words (rules.structure).

    `version` counts its revisions. `pins` map each of its texts to a revision of the original, `unchecked` are those that
    a machine made; `status` and `is_readable` follow from them (rules.translation), and are kept so that lists can ask.
    """

    __tablename__ = "article_text"
    __table_args__ = (UniqueConstraint("article_id", "language"), UniqueConstraint("language", "slug"))

    id: Mapped[Pk] = mapped_column(init=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), init=False)
    language: Mapped[Language]
    slug: Mapped[Code]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(600))
    content: Mapped[dict[str, Any]]
    image_alt: Mapped[Line] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    pins: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    unchecked: Mapped[list[str]] = mapped_column(default_factory=list)
    status: Mapped[TranslationState] = mapped_column(
        choice_of(TranslationState), default=TranslationState.UP_TO_DATE
    )
    is_readable: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime]
    article: Mapped[Article] = relationship(init=False, back_populates="texts")


class ArticleRevision(Base):
    """A text as it once was; never changed. The original's has the answers beside the words (`details`) as they were."""

    __tablename__ = "article_revision"
    __table_args__ = (UniqueConstraint("article_id", "language", "number"),)

    id: Mapped[Pk] = mapped_column(init=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    language: Mapped[Language]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(600))
    content: Mapped[dict[str, Any]]
    image_alt: Mapped[Line] = mapped_column(default="")
    pins: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    unchecked: Mapped[list[str]] = mapped_column(default_factory=list)
    details: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    is_minor: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]


class PeerReview(Base):
    """What one peer thinks of a practice: `marks` by criterion from 1 to 4, `comments` by section, the level they see."""

    __tablename__ = "article_peer_review"
    __table_args__ = (UniqueConstraint("article_id", "reviewer_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    verdict: Mapped[Evidence] = mapped_column(choice_of(Evidence))
    marks: Mapped[dict[str, Any]]
    comments: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    reviewer: Mapped[User] = relationship(init=False, lazy="joined")


class Translator(Base):
    """Somebody whom the secretariat lets translate what is published into a language."""

    __tablename__ = "article_translator"
    __table_args__ = (UniqueConstraint("user_id", "language"),)

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    language: Mapped[Language]
    since: Mapped[datetime]
    user: Mapped[User] = relationship(init=False, lazy="joined")


class MailRefusal(Base):
    """Somebody who wants no news of the practices that they write or translate; what needs an answer they are told."""

    __tablename__ = "article_mail_refusal"

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)


class ArticleReads(Base):
    """How often in a month readers of a language opened a practice. Who did is not known here."""

    __tablename__ = "article_reads"
    __table_args__ = (UniqueConstraint("article_id", "language", "month"),)

    id: Mapped[Pk] = mapped_column(init=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    language: Mapped[Language]
    month: Mapped[date]
    times: Mapped[int] = mapped_column(default=0)


class SavedArticle(Base):
    """A practice on somebody's own list, to find it again."""

    __tablename__ = "article_saved"
    __table_args__ = (UniqueConstraint("user_id", "article_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    saved_at: Mapped[datetime]


class ArticleResource(Base):
    """A document of the library that a practice goes by, or that was written out of it."""

    __tablename__ = "article_resource"
    __table_args__ = (UniqueConstraint("article_id", "resource_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), index=True)


class PracticeImport(Base):
    """A file of practices that an editor sent, read and not yet taken, or taken as far as `done` says.

    `found` has for each practice of it: where it stood in the file, its plain data, what is wrong with it, what was left out
    (exchange.services). `report` says of each that was taken what became of it. Both go after a week.
    """

    __tablename__ = "article_import"

    id: Mapped[Pk] = mapped_column(init=False)
    name: Mapped[Line]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    found: Mapped[list[Any]] = mapped_column(deferred=True)
    report: Mapped[list[Any]] = mapped_column(default_factory=list)
    done: Mapped[int] = mapped_column(default=0)
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    person: Mapped[User] = relationship(init=False)

    @property
    def percent(self) -> int:
        """How far it is, 100 only when it is over."""
        return 100 if self.finished_at is not None else min(99, 100 * self.done // max(1, len(self.found)))
