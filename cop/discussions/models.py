"""Discussions, what is said in them, its earlier words, who reported it, summaries, and who follows."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.core.db import Base, Language, Pk, choice_of
from cop.discussions.endorsing import SummaryState
from cop.discussions.rules import MOST_TITLE, Kind, Rhythm

CONSOLIDATED = 0
"""The number of the summary of the whole; those of weeks count from 1."""


class Discussion(Base):
    """A question to everybody, in `language`; `translations` has its `title` and `question` in others, and the `version`
    that they were made from.

    `about_id` is the number of what it is about on a floor above, which the slot `discussion_subject` knows.
    """

    __tablename__ = "discussion"
    __table_args__ = (
        CheckConstraint("(opens_on IS NULL) = (closes_on IS NULL)", name="days_together"),
        CheckConstraint("(kind = 'open') = (opens_on IS NULL)", name="led_has_days"),
        CheckConstraint("opens_on <= closes_on", name="days_in_order"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    kind: Mapped[Kind] = mapped_column(choice_of(Kind))
    language: Mapped[Language]
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    question: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    translations: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    themes: Mapped[list[str]] = mapped_column(default_factory=list)
    countries: Mapped[list[str]] = mapped_column(default_factory=list)
    about_id: Mapped[int | None] = mapped_column(default=None, index=True)
    started_by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    started_at: Mapped[datetime]
    last_at: Mapped[datetime] = mapped_column(index=True)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None, index=True)
    opens_on: Mapped[date | None] = mapped_column(default=None)
    closes_on: Mapped[date | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    hidden_at: Mapped[datetime | None] = mapped_column(default=None)
    hidden_reason: Mapped[str] = mapped_column(default="")
    starter: Mapped[User] = relationship(init=False, foreign_keys=[started_by])
    moderator: Mapped[User | None] = relationship(init=False, foreign_keys=[moderator_id])

    @property
    def is_led(self) -> bool:
        return self.kind == Kind.LED

    @property
    def titles(self) -> dict[str, str]:
        """By language, the original among them."""
        return {code: text["title"] for code, text in self.translations.items()} | {self.language: self.title}

    @property
    def questions(self) -> dict[str, str]:
        rest = {code: text["question"] for code, text in self.translations.items()}
        return rest | {self.language: self.question}

    def is_outdated(self, language: str) -> bool:
        """Whether the original was changed since it was translated."""
        return language in self.translations and self.translations[language]["version"] != self.version


class Contribution(Base):
    """What somebody said, in Markdown, to all or as an answer to another contribution, one level deep.

    One that is withdrawn or hidden keeps its place; withdrawn, its words are gone.
    """

    __tablename__ = "discussion_contribution"

    id: Mapped[Pk] = mapped_column(init=False)
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id", ondelete="CASCADE"), index=True)
    reply_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("discussion_contribution.id", ondelete="CASCADE"), default=None, index=True
    )
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    language: Mapped[Language]
    text: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime] = mapped_column(index=True)
    edited_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    hidden_at: Mapped[datetime | None] = mapped_column(default=None)
    hidden_reason: Mapped[str] = mapped_column(default="")
    author: Mapped[User] = relationship(init=False)
    discussion: Mapped[Discussion] = relationship(init=False)

    @property
    def is_shown(self) -> bool:
        """Whether everybody reads its words."""
        return self.hidden_at is None and self.withdrawn_at is None

    @property
    def root_id(self) -> int:
        """The contribution under which answers to this one stand."""
        return self.reply_to_id or self.id


class ContributionRevision(Base):
    """Words of a contribution as they once were; never changed."""

    __tablename__ = "discussion_revision"
    __table_args__ = (UniqueConstraint("contribution_id", "number"),)

    id: Mapped[Pk] = mapped_column(init=False)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("discussion_contribution.id", ondelete="CASCADE"))
    number: Mapped[int]
    language: Mapped[Language]
    text: Mapped[str]
    made_at: Mapped[datetime]


class Report(Base):
    """Somebody asks the moderators to look at a contribution; without one, at the opening of the discussion."""

    __tablename__ = "discussion_report"
    __table_args__ = (UniqueConstraint("discussion_id", "contribution_id", "reported_by"),)

    id: Mapped[Pk] = mapped_column(init=False)
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id", ondelete="CASCADE"))
    contribution_id: Mapped[int | None] = mapped_column(
        ForeignKey("discussion_contribution.id", ondelete="CASCADE"), default=None
    )
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    reason: Mapped[str]
    reported_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    discussion: Mapped[Discussion] = relationship(init=False)
    contribution: Mapped[Contribution | None] = relationship(init=False)
    reporter: Mapped[User | None] = relationship(init=False)


class Summary(Base):
    """What was said in week `week` of an e-discussion, or in the whole of it (CONSOLIDATED), which a manager endorses."""

    __tablename__ = "discussion_summary"
    __table_args__ = (UniqueConstraint("discussion_id", "week"),)

    id: Mapped[Pk] = mapped_column(init=False)
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id", ondelete="CASCADE"))
    week: Mapped[int]
    language: Mapped[Language]
    text: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[SummaryState] = mapped_column(choice_of(SummaryState), default=SummaryState.DRAFT)
    returned_reason: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]
    written_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    endorsed_at: Mapped[datetime | None] = mapped_column(default=None)
    endorsed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None)
    discussion: Mapped[Discussion] = relationship(init=False)

    @property
    def is_consolidated(self) -> bool:
        return self.week == CONSOLIDATED

    @property
    def is_public(self) -> bool:
        """A week's summary is read as soon as it is written; that of the whole once it is endorsed."""
        return not self.is_consolidated or self.state == SummaryState.ENDORSED


class DiscussionFollow(Base):
    """Somebody wants to know what is said; `told_until` is up to when they were told, or there to read it."""

    __tablename__ = "discussion_follow"
    __table_args__ = (UniqueConstraint("user_id", "discussion_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id", ondelete="CASCADE"), index=True)
    rhythm: Mapped[Rhythm] = mapped_column(choice_of(Rhythm))
    since: Mapped[datetime]
    told_until: Mapped[datetime] = mapped_column(index=True)
    user: Mapped[User] = relationship(init=False)
    discussion: Mapped[Discussion] = relationship(init=False)
