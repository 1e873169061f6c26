"""Decisions, pending until they are announced together, and the letters that carry them."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.core.db import Base, Language, Pk, choice_of
from cop.files.models import Blob
from cop.proposals.models import Proposal, Submission


class Outcome(StrEnum):
    """What may be decided: `invited` at a stage with another after it, `awarded` at the last."""

    INVITED = "invited"
    AWARDED = "awarded"
    RESERVE = "reserve"
    REJECTED = "rejected"


class Decision(Base):
    """What becomes of a proposal after a stage. Only staff see it until `announced_at`."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("proposal_id", "stage"),
        CheckConstraint("outcome <> 'awarded' OR amount IS NOT NULL", name="award_has_amount"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    stage: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(choice_of(Outcome))
    rank: Mapped[int | None]
    score: Mapped[Decimal | None]
    amount: Mapped[Decimal | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    announced_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("file_blob.id"), default=None)
    letter_language: Mapped[Language | None] = mapped_column(default=None)
    proposal: Mapped[Proposal] = relationship(init=False)
    submission: Mapped[Submission] = relationship(init=False)
    letter: Mapped[Blob | None] = relationship(init=False)


class Announcement(Base):
    """All decisions of a stage were told at once, by somebody other than who drew them up."""

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("call_id", "stage"),)

    id: Mapped[Pk] = mapped_column(init=False)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    stage: Mapped[int]
    announced_at: Mapped[datetime]
    announced_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
