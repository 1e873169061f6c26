"""What the secretariat keeps of its lists: filters by name, and work on many proposals at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.calls.models import Call
from cop.core.db import Base, Language, Line, Pk, choice_of
from cop.files.models import Blob
from cop.proposals.lists.acts import Act, BatchState


class SavedFilter(Base):
    """A filter of a call's list under a name; `query` is that of its address. A shared one is there for all staff."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("call_id", "owner_id", "name"),)

    id: Mapped[Pk] = mapped_column(init=False)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[Line]
    query: Mapped[str]
    is_shared: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    owner: Mapped[User] = relationship(init=False)


class Batch(Base):
    """Work on many proposals that somebody asked for. `done` of `proposals` (ids, in order) have been seen to.

    `settings` is what the act was asked with; `report` names each proposal that was refused, and why.
    `touched_at` tells a batch that goes on from one whose worker was stopped.
    """

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_call_id_id", "call_id", "id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    stage: Mapped[int]
    act: Mapped[Act] = mapped_column(choice_of(Act))
    proposals: Mapped[list[Any]]
    settings: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    language: Mapped[Language]
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    state: Mapped[BatchState] = mapped_column(choice_of(BatchState), default=BatchState.WAITING, index=True)
    done: Mapped[int] = mapped_column(default=0)
    report: Mapped[list[Any]] = mapped_column(default_factory=list)
    touched_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    expires_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    call: Mapped[Call] = relationship(init=False)
    person: Mapped[User] = relationship(init=False)
    files: Mapped[list["BatchFile"]] = relationship(
        default_factory=list, order_by="BatchFile.id", cascade="all, delete-orphan"
    )

    @property
    def percent(self) -> int:
        """How far it is, 100 only when it is over."""
        if self.finished_at is not None:
            return 100
        return min(99, 100 * self.done // max(1, len(self.proposals)))


class BatchFile(Base):
    """A file that a batch made."""

    __tablename__ = "batch_file"

    id: Mapped[Pk] = mapped_column(init=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), init=False, index=True)
    blob_id: Mapped[int] = mapped_column(ForeignKey("file_blob.id"))
    blob: Mapped[Blob] = relationship(init=False, lazy="joined")
