"""An organisation's bid in a call: what is being written, and what was handed in."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.calls.models import Call, CallVersion
from cop.core.db import Base, Code, Language, Line, Pk, Sha256, choice_of
from cop.directory.models import Organisation
from cop.files.models import Blob
from cop.proposals.states import ProposalState


class Proposal(Base):
    """The whole bid through all stages. `stage` is the one it is in; `state` is where it stands in it, as staff see it."""

    __tablename__ = "proposal"
    __table_args__ = (
        Index("ix_proposal_call_stage_state", "call_id", "stage", "state"),
        CheckConstraint("stage IN (1, 2)", name="stage"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    number: Mapped[Code] = mapped_column(unique=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    call_version_id: Mapped[int] = mapped_column(ForeignKey("call_version.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[Line] = mapped_column(default="")
    language: Mapped[Language]
    stage: Mapped[int] = mapped_column(default=1)
    state: Mapped[ProposalState] = mapped_column(choice_of(ProposalState), default=ProposalState.DRAFT)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    call: Mapped[Call] = relationship(init=False)
    call_version: Mapped[CallVersion] = relationship(init=False)
    organisation: Mapped[Organisation] = relationship(init=False)
    drafts: Mapped[list["StageDraft"]] = relationship(
        default_factory=list,
        order_by="StageDraft.stage",
        back_populates="proposal",
        cascade="all, delete-orphan",
    )
    submissions: Mapped[list["Submission"]] = relationship(
        default_factory=list,
        order_by="Submission.id",
        back_populates="proposal",
        cascade="all, delete-orphan",
    )
    extensions: Mapped[list["PersonalExtension"]] = relationship(
        default_factory=list, order_by="PersonalExtension.id", cascade="all, delete-orphan"
    )


class PersonalExtension(Base):
    """One proposal's stage closes later than the call's, for a reason that its team, staff and auditors read."""

    __tablename__ = "proposal_extension"

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), init=False, index=True
    )
    stage: Mapped[int]
    closes_at: Mapped[datetime]
    reason: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]


class StageDraft(Base):
    """What the team is writing for one stage. `version` grows with each save, so that a stale one is noticed."""

    __tablename__ = "stage_draft"
    __table_args__ = (UniqueConstraint("proposal_id", "stage"),)

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), init=False)
    stage: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    updated_by: Mapped[int | None]
    proposal: Mapped[Proposal] = relationship(init=False, back_populates="drafts")
    partners: Mapped[list["Partner"]] = relationship(
        default_factory=list, order_by="Partner.position", lazy="selectin", cascade="all, delete-orphan"
    )
    budget_lines: Mapped[list["BudgetLine"]] = relationship(
        default_factory=list, order_by="BudgetLine.position", lazy="selectin", cascade="all, delete-orphan"
    )
    documents: Mapped[list["Document"]] = relationship(
        default_factory=list, order_by="Document.id", lazy="selectin", cascade="all, delete-orphan"
    )


class Partner(Base):
    """A partner organisation named in a draft. `kind` is a term of organisation_types."""

    __tablename__ = "proposal_partner"

    id: Mapped[Pk] = mapped_column(init=False)
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("stage_draft.id", ondelete="CASCADE"), init=False, index=True
    )
    position: Mapped[int]
    name: Mapped[Line]
    kind: Mapped[Code]
    country: Mapped[str] = mapped_column(String(2))
    part: Mapped[str] = mapped_column(default="")


class Funder(StrEnum):
    """Who pays a budget line."""

    GRANT = "grant"
    OWN = "own"
    OTHER = "other"


class BudgetLine(Base):
    """`quantity` × `rate` in the call's currency, under a heading of the definition, paid by `funder`, cash or in kind."""

    __tablename__ = "budget_line"
    __table_args__ = (CheckConstraint("quantity >= 0 AND rate >= 0", name="not_negative"),)

    id: Mapped[Pk] = mapped_column(init=False)
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("stage_draft.id", ondelete="CASCADE"), init=False, index=True
    )
    position: Mapped[int]
    heading: Mapped[Code]
    description: Mapped[Line]
    unit: Mapped[Line] = mapped_column(default="")
    quantity: Mapped[Decimal]
    rate: Mapped[Decimal]
    funder: Mapped[Funder] = mapped_column(choice_of(Funder), default=Funder.GRANT)
    is_in_kind: Mapped[bool] = mapped_column(default=False)


class Document(Base):
    """A file that answers a document question of a draft."""

    __tablename__ = "proposal_document"

    id: Mapped[Pk] = mapped_column(init=False)
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("stage_draft.id", ondelete="CASCADE"), init=False, index=True
    )
    question: Mapped[Code]
    blob_id: Mapped[int] = mapped_column(ForeignKey("file_blob.id"))
    added_at: Mapped[datetime]
    added_by: Mapped[int | None]
    blob: Mapped[Blob] = relationship(init=False, lazy="joined")


class Submission(Base):
    """The snapshot handed in at one stage; never changed. `number` is the receipt's, `sha256` is the digest of the
    canonical JSON of `content`. `key` makes a double click, a retry and a replay one submission."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("proposal_id", "stage"),)

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), init=False)
    stage: Mapped[int]
    number: Mapped[Code] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]
    sha256: Mapped[Sha256]
    key: Mapped[Line] = mapped_column(unique=True)
    language: Mapped[Language]
    requested: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(String(3))
    submitted_at: Mapped[datetime] = mapped_column(index=True)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposal: Mapped[Proposal] = relationship(init=False, back_populates="submissions")


class Check(Base):
    """Staff's decision whether a submission is eligible, with the paragraph of the call that it rests on."""

    __tablename__ = "check"

    id: Mapped[Pk] = mapped_column(init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), unique=True)
    is_eligible: Mapped[bool]
    paragraph: Mapped[Code] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    checked_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    submission: Mapped[Submission] = relationship(init=False)
