"""People of other organisations in a proposal, whoever was asked to be, and what partners confirmed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.core.db import Base, Code, Line, Pk, Sha256, choice_of
from cop.proposals.models import Proposal
from cop.proposals.roles import TeamRole


def _partners_have_one(table: str) -> CheckConstraint:
    """Whoever writes one partner's part alone has one, and nobody else does."""
    return CheckConstraint("(role = 'partner') = (partner_key <> '')", name=f"{table}_part")


class Participant(Base):
    """A person let into a proposal beside the lead organisation's own; `partner_key` is the part of a partner's person."""

    __tablename__ = "proposal_participant"
    __table_args__ = (UniqueConstraint("proposal_id", "user_id"), _partners_have_one("participant"))

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    role: Mapped[TeamRole] = mapped_column(choice_of(TeamRole))
    partner_key: Mapped[Code]
    since: Mapped[datetime]
    proposal: Mapped[Proposal] = relationship(init=False)
    user: Mapped[User] = relationship(init=False)


class TeamInvitation(Base):
    """A person asked by mail to join a proposal's team. Once it is accepted there is a Participant instead."""

    __tablename__ = "proposal_invitation"
    __table_args__ = (_partners_have_one("invitation"),)

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    email: Mapped[Line]
    role: Mapped[TeamRole] = mapped_column(choice_of(TeamRole))
    partner_key: Mapped[Code]
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    proposal: Mapped[Proposal] = relationship(init=False)
    inviter: Mapped[User] = relationship(init=False)


class Mandate(Base):
    """A partner asked by mail to confirm that it takes part, under the name it had then; signed once `confirmed_at` is set.

    `statement` is the sentence that was signed, in the words and the language the person read.
    """

    __tablename__ = "proposal_mandate"
    __table_args__ = (
        UniqueConstraint("proposal_id", "partner_key"),
        CheckConstraint("(confirmed_at IS NULL) = (signed_by = '')", name="signed"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    partner_key: Mapped[Code]
    partner_name: Mapped[Line]
    email: Mapped[Line]
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    statement: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[Line] = mapped_column(default="")
    function: Mapped[Line] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    proposal: Mapped[Proposal] = relationship(init=False)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
