"""An organisation's bid in a call: what is being written, and what was handed in."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.calls.models import Call, CallVersion
from cop.core.db import Base, Code, Language, Line, Pk, Sha256, choice_of
from cop.directory.models import Organisation
from cop.files.models import Blob
from cop.proposals.budget_models import BudgetLine
from cop.proposals.states import ProposalState


class Proposal(Base):
    """The whole bid through all stages. `stage` is the one it is in; `state` is where it stands in it, as staff see it.

    `reopened_at` says that what is handed in may be replaced by a newer version; until then it still counts.
    `on_paper_at` is when the registry received the present stage, if it came on paper (paper_models).
    """

    __tablename__ = "proposal"
    __table_args__ = (
        Index("ix_proposal_call_stage_state", "call_id", "stage", "state"),
        Index("ix_proposal_call_id_number", "call_id", "number"),
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
    reopened_at: Mapped[datetime | None] = mapped_column(default=None)
    on_paper_at: Mapped[datetime | None] = mapped_column(default=None)
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
    budget_lines: Mapped[list[BudgetLine]] = relationship(
        default_factory=list, order_by="BudgetLine.position", lazy="selectin", cascade="all, delete-orphan"
    )
    documents: Mapped[list["Document"]] = relationship(
        default_factory=list, order_by="Document.id", lazy="selectin", cascade="all, delete-orphan"
    )


class Partner(Base):
    """A partner organisation named in a draft. `kind` is a term of organisation_types, `key` is the same through all saves."""

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
    key: Mapped[Code] = mapped_column(default="")


class Document(Base):
    """A file that answers a document question of a draft; `partner_key` says which partner's person added it, if one did."""

    __tablename__ = "proposal_document"

    id: Mapped[Pk] = mapped_column(init=False)
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("stage_draft.id", ondelete="CASCADE"), init=False, index=True
    )
    question: Mapped[Code]
    blob_id: Mapped[int] = mapped_column(ForeignKey("file_blob.id"))
    added_at: Mapped[datetime]
    added_by: Mapped[int | None]
    partner_key: Mapped[Code] = mapped_column(default="")
    blob: Mapped[Blob] = relationship(init=False, lazy="joined")


class Revision(Base):
    """A part of a draft as somebody left it: a section's answers, or the rows of a list (`part` names which).

    What the page saves by itself while one person writes goes into one revision, from `begun_at` to `made_at`.
    """

    __tablename__ = "draft_revision"
    __table_args__ = (Index("ix_draft_revision_draft_id_part", "draft_id", "part"),)

    id: Mapped[Pk] = mapped_column(init=False)
    draft_id: Mapped[int] = mapped_column(ForeignKey("stage_draft.id", ondelete="CASCADE"))
    part: Mapped[Code]
    content: Mapped[dict[str, Any]]
    is_auto: Mapped[bool]
    begun_at: Mapped[datetime]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    author: Mapped[User | None] = relationship(init=False)


class Comment(Base):
    """What somebody of the team says to the others about a question of a draft. It is never part of what is handed in.

    `answers_id` is the comment that begins the thread, which alone is resolved.
    """

    __tablename__ = "draft_comment"

    id: Mapped[Pk] = mapped_column(init=False)
    draft_id: Mapped[int] = mapped_column(ForeignKey("stage_draft.id", ondelete="CASCADE"), index=True)
    question: Mapped[Code]
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answers_id: Mapped[int | None] = mapped_column(
        ForeignKey("draft_comment.id", ondelete="CASCADE"), default=None
    )
    resolved_at: Mapped[datetime | None] = mapped_column(default=None)
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None)
    author: Mapped[User | None] = relationship(init=False, foreign_keys=written_by)


class Submission(Base):
    """A snapshot handed in at one stage. `number` is the receipt's, `sha256` is the digest of the canonical JSON of
    `content`. `key` makes a double click, a retry and a replay one submission.

    Nothing of it changes but `replaced_at`, once: when the team hands in its next version, which counts from then on.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("proposal_id", "stage", "version"),
        Index(
            "uq_submission_that_counts",
            "proposal_id",
            "stage",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), init=False)
    stage: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[Code] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]
    sha256: Mapped[Sha256] = mapped_column(index=True)
    key: Mapped[Line] = mapped_column(unique=True)
    language: Mapped[Language]
    requested: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(String(3))
    submitted_at: Mapped[datetime] = mapped_column(index=True)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    replaced_at: Mapped[datetime | None] = mapped_column(default=None)
    proposal: Mapped[Proposal] = relationship(init=False, back_populates="submissions")
