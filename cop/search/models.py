"""Searches that people keep to be told of what is new, and what was searched and not found."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.core.db import Base, Language, Line, Pk, choice_of
from cop.search.rules import LONGEST_QUERY, Rhythm


class SavedSearch(Base):
    """A question under which somebody wants to be told what is new; `query` is that of its address.

    What is dated before `told_until` was told, or there when the search was saved.
    """

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("user_id", "query"),)

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    query: Mapped[str] = mapped_column(String(LONGEST_QUERY))
    rhythm: Mapped[Rhythm] = mapped_column(choice_of(Rhythm))
    saved_at: Mapped[datetime]
    told_until: Mapped[datetime] = mapped_column(index=True)
    user: Mapped[User] = relationship(init=False)


class MissedSearch(Base):
    """How often on a day readers of a language searched for these words in vain. Who did is not known here."""

    __tablename__ = "missed_search"
    __table_args__ = (UniqueConstraint("day", "language", "words"),)

    id: Mapped[Pk] = mapped_column(init=False)
    day: Mapped[date]
    language: Mapped[Language]
    words: Mapped[Line]
    times: Mapped[int] = mapped_column(default=0)
