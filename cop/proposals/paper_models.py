"""What came on paper: which stage of a proposal, when, who typed it; and what goes back to its senders on paper."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.core.db import Base, Language, Line, Pk
from cop.files.models import Blob
from cop.proposals.models import Proposal


class PaperEntry(Base):
    """A stage of a proposal that the registry received on paper. What is for its senders goes to `email`, else is printed."""

    __tablename__ = "proposal_on_paper"
    __table_args__ = (
        UniqueConstraint("proposal_id", "stage"),
        CheckConstraint("received_at <= entered_at", name="received_first"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    stage: Mapped[int]
    received_at: Mapped[datetime]
    reason: Mapped[str]
    email: Mapped[Line]
    address: Mapped[str]
    scan_id: Mapped[int] = mapped_column(ForeignKey("file_blob.id"))
    entered_at: Mapped[datetime]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    scan: Mapped[Blob] = relationship(init=False, lazy="joined")
    officer: Mapped[User | None] = relationship(init=False)


class PaperLetter(Base):
    """Something that senders without a mail address are told, to be printed and posted."""

    __tablename__ = "paper_letter"

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str]
    text: Mapped[str]
    language: Mapped[Language]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), default=None)
    proposal: Mapped[Proposal] = relationship(init=False)
