"""Questions about a call, and the numbered public items that answer them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.calls.models import Call
from cop.core.db import Base, Language, Pk


class Clarification(Base):
    """What somebody asked, for staff's eyes (`asked`), and what everybody reads: `question` and `answer`, by language.

    It is public once it has a `number`. One that asks what was answered before points to that item instead.
    """

    __tablename__ = "clarification"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("(number IS NULL) = (published_at IS NULL)", name="public_has_number"),
        CheckConstraint("number IS NULL OR same_as_id IS NULL", name="public_or_the_same"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    stage: Mapped[int]
    language: Mapped[Language]
    asked: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    question: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    answer: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    number: Mapped[int | None] = mapped_column(default=None)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None)
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("clarification.id"), default=None)
    call: Mapped[Call] = relationship(init=False)
    same_as: Mapped["Clarification | None"] = relationship(init=False, remote_side="Clarification.id")
