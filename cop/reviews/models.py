"""Who reads what, and what they think of it."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.core.db import Base, Code, Pk, choice_of
from cop.proposals.models import Submission


class Declaration(StrEnum):
    """What a reviewer said about conflicts of interest."""

    PENDING = "pending"
    NO_CONFLICT = "no_conflict"
    CONFLICT = "conflict"


class Assignment(Base):
    """A submission given to a reviewer, until it is taken back."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("submission_id", "reviewer_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    assigned_at: Mapped[datetime]
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    declaration: Mapped[Declaration] = mapped_column(choice_of(Declaration), default=Declaration.PENDING)
    declared_at: Mapped[datetime | None] = mapped_column(default=None)
    conflict: Mapped[str] = mapped_column(default="")
    submission: Mapped[Submission] = relationship(init=False)
    reviewer: Mapped[User] = relationship(init=False, foreign_keys=[reviewer_id])
    review: Mapped["Review | None"] = relationship(init=False, back_populates="assignment", uselist=False)


class Review(Base):
    """One reviewer's marks and comments on the grid. `sections` and `total` are worked out when it is submitted."""

    __tablename__ = "review"

    id: Mapped[Pk] = mapped_column(init=False)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    comment: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    sections: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    total: Mapped[Decimal | None] = mapped_column(default=None)
    assignment: Mapped[Assignment] = relationship(init=False, back_populates="review")
    marks: Mapped[list["Mark"]] = relationship(
        default_factory=list, lazy="selectin", cascade="all, delete-orphan"
    )


class Mark(Base):
    """A reviewer's mark on one criterion of the grid, with the reason for it."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("review_id", "criterion"),
        CheckConstraint("mark BETWEEN 0 AND 100", name="range"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), init=False)
    criterion: Mapped[Code]
    mark: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
