"""Organisations, who belongs to them, and who has been asked to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.accounts.models import User
from cop.core.db import Base, Code, Language, Line, Pk, Sha256, choice_of
from cop.directory.roles import MemberRole


class Organisation(Base):
    """An organisation that may lead or join a proposal. `kind` is a term of the vocabulary organisation_types."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "registered_year IS NULL OR registered_year BETWEEN 1800 AND 2200", name="registered_year"
        ),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    slug: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Line] = mapped_column(index=True)
    kind: Mapped[Code]
    country: Mapped[str] = mapped_column(String(2), index=True)
    city: Mapped[Line] = mapped_column(default="")
    registered_year: Mapped[int | None] = mapped_column(default=None)
    website: Mapped[Line] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    language: Mapped[Language] = mapped_column(default="en")
    works_in: Mapped[list[str]] = mapped_column(default_factory=list)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Member(Base):
    """A person in an organisation."""

    __tablename__ = "organisation_member"
    __table_args__ = (UniqueConstraint("organisation_id", "user_id"),)

    id: Mapped[Pk] = mapped_column(init=False)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    role: Mapped[MemberRole] = mapped_column(choice_of(MemberRole))
    since: Mapped[datetime]
    organisation: Mapped[Organisation] = relationship(init=False)
    user: Mapped[User] = relationship(init=False)


class Invitation(Base):
    """A person asked by mail to join an organisation."""

    __tablename__ = "organisation_invitation"

    id: Mapped[Pk] = mapped_column(init=False)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[Line]
    role: Mapped[MemberRole] = mapped_column(choice_of(MemberRole))
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)
    organisation: Mapped[Organisation] = relationship(init=False)
    inviter: Mapped[User] = relationship(init=False)
