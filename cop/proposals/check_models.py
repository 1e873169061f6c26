"""The administrative check of what was handed in: checklist, requests to the team, decision, appeal."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.core.db import Base, Code, Pk, choice_of
from cop.files.models import Blob
from cop.proposals.models import Proposal, Submission
from cop.proposals.states import CheckState, ItemAnswer


class CheckedItem(Base):
    """What was last said of one item of a submission's checklist."""

    __tablename__ = "checked_item"
    __table_args__ = (UniqueConstraint("submission_id", "item"),)

    id: Mapped[Pk] = mapped_column(init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    item: Mapped[Code]
    answer: Mapped[ItemAnswer | None] = mapped_column(choice_of(ItemAnswer))
    note: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class CheckRequest(Base):
    """Something that the team is asked for until `due_at`, perhaps the document of a question.

    It is answered once, in words or with a file, beside what was handed in at `stage`, which itself never changes; or the
    secretariat withdraws it before, and says why.
    """

    __tablename__ = "check_request"
    __table_args__ = (
        Index("ix_check_request_proposal_id_stage", "proposal_id", "stage"),
        CheckConstraint("blob_id IS NULL OR answered_at IS NOT NULL", name="answer_has_time"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason = '')", name="withdrawal_has_reason"),
        CheckConstraint("answered_at IS NULL OR withdrawn_at IS NULL", name="answered_or_withdrawn"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    stage: Mapped[int]
    question: Mapped[Code]
    text: Mapped[str]
    due_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answer: Mapped[str] = mapped_column(default="")
    blob_id: Mapped[int | None] = mapped_column(ForeignKey("file_blob.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None)
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    proposal: Mapped[Proposal] = relationship(init=False)
    blob: Mapped[Blob | None] = relationship(init=False)


class Check(Base):
    """Staff's decision whether a submission is eligible, with the paragraph of the call, or the rule, that it rests on.

    Where the call wants four eyes, `second_by` confirmed it or gave it back with `second_reason`. A team learns of it
    at `told_at`, and may then appeal until `appeal_until`.
    """

    __tablename__ = "check"

    id: Mapped[Pk] = mapped_column(init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), unique=True)
    is_eligible: Mapped[bool]
    paragraph: Mapped[Code] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    checked_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    rule: Mapped[Code] = mapped_column(default="")
    state: Mapped[CheckState] = mapped_column(choice_of(CheckState), default=CheckState.IN_FORCE)
    second_at: Mapped[datetime | None] = mapped_column(default=None)
    second_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None)
    second_reason: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    appeal_until: Mapped[datetime | None] = mapped_column(default=None)
    submission: Mapped[Submission] = relationship(init=False)
    appeal: Mapped["Appeal | None"] = relationship(init=False, back_populates="check", lazy="joined")
    checker: Mapped[User | None] = relationship(init=False, foreign_keys=checked_by)


class Appeal(Base):
    """A team asks for the decision to be looked at again, once; somebody other than who decided answers."""

    __tablename__ = "check_appeal"
    __table_args__ = (CheckConstraint("(is_upheld IS NULL) = (answered_at IS NULL)", name="answer_has_time"),)

    id: Mapped[Pk] = mapped_column(init=False)
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"), unique=True)
    text: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    is_upheld: Mapped[bool | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None)
    check: Mapped[Check] = relationship(init=False, back_populates="appeal")
