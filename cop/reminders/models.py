"""Who follows which call, which reminders a person wants, and which were sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Pk, choice_of
from cop.reminders.rules import Kind


class Follow(Base):
    """Somebody wants to know when a call opens."""

    __tablename__ = "call_follow"
    __table_args__ = (UniqueConstraint("user_id", "call_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime]


class Refusal(Base):
    """A kind of reminder that a person does not want; they get all others."""

    __tablename__ = "reminder_refusal"
    __table_args__ = (UniqueConstraint("user_id", "kind"),)

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(choice_of(Kind))


class Reminder(Base):
    """One that was sent: to a person, of one deadline of one stage of a call. The constraint keeps it from being sent twice."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("user_id", "call_id", "stage", "kind", "closes_at"),)

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    stage: Mapped[int]
    kind: Mapped[Kind] = mapped_column(choice_of(Kind))
    closes_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime]
