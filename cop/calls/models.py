"""Calls for proposals: the definition in numbered versions, and the windows of their stages."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.core.db import Base, Code, Pk, Sha256, choice_of


class CallState(StrEnum):
    """A draft is seen by staff only. Whether a published call is open is a matter of its windows, not of a state."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Call(Base):
    """One call. What it asks and how it decides is in its versions' definitions."""

    __tablename__ = "call"

    id: Mapped[Pk] = mapped_column(init=False)
    code: Mapped[Code] = mapped_column(unique=True)
    programme: Mapped[Code] = mapped_column(index=True)
    state: Mapped[CallState] = mapped_column(choice_of(CallState), index=True, default=CallState.DRAFT)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    versions: Mapped[list["CallVersion"]] = relationship(
        default_factory=list,
        order_by="CallVersion.number",
        back_populates="call",
        cascade="all, delete-orphan",
    )
    stages: Mapped[list["CallStage"]] = relationship(
        default_factory=list,
        order_by="CallStage.number",
        back_populates="call",
        cascade="all, delete-orphan",
        lazy="selectin",
    )


class CallVersion(Base):
    """A definition as it stood. A published version never changes; proposals keep the one they were handed in under.

    `reason` says, in the call's languages, why a correction took the place of the version before.
    """

    __tablename__ = "call_version"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[Pk] = mapped_column(init=False)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), init=False)
    number: Mapped[int]
    definition: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    sha256: Mapped[Sha256]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    call: Mapped[Call] = relationship(init=False, back_populates="versions")


class CallDraft(Base):
    """What is being changed on screen and is no version yet: values that may still lack what a definition needs.

    `code` is the call's; a call that is only just being made has no other row. Of a public call it is the working copy of a
    correction, and `begun_from` marks the definition that it was begun from (correcting.queries.mark_now).
    """

    __tablename__ = "call_draft"

    id: Mapped[Pk] = mapped_column(init=False)
    code: Mapped[Code] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None]
    begun_from: Mapped[str | None] = mapped_column(String(16), default=None)


class ExtensionKind(StrEnum):
    """Why a closing moved for everybody: staff chose a later instant, or the site was away for a while."""

    LATER = "later"
    OUTAGE = "outage"


class Extension(Base):
    """A closing that moved for everybody, from `before` to `closes_at`, and the reason in the call's languages.

    The stage's own row says when it closes now; these rows say why. `outage_from` and `outage_to` are an outage's.
    """

    __tablename__ = "call_extension"
    __table_args__ = (CheckConstraint("before < closes_at", name="is_later"),)

    id: Mapped[Pk] = mapped_column(init=False)
    stage_id: Mapped[int] = mapped_column(ForeignKey("call_stage.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ExtensionKind] = mapped_column(choice_of(ExtensionKind), default=ExtensionKind.LATER)
    before: Mapped[datetime]
    closes_at: Mapped[datetime]
    outage_from: Mapped[datetime | None] = mapped_column(default=None)
    outage_to: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]


class CallStage(Base):
    """When a stage (1 or 2) is open: `opens_at` inclusive, `closes_at` exclusive, in the call's `zone`."""

    __tablename__ = "call_stage"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), init=False)
    number: Mapped[int]
    code: Mapped[Code]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(60))
    call: Mapped[Call] = relationship(init=False, back_populates="stages")
    extensions: Mapped[list[Extension]] = relationship(init=False, order_by="Extension.id")
