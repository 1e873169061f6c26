"""People, their roles, second factors, sign-in sessions and the links mailed to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.core.db import Base, Language, Line, Pk, Sha256, choice_of
from cop.kernel.actor import Role


class User(Base):
    """A person with an account. `email` is kept as typed, `email_folded` is what must be unique."""

    __tablename__ = "user"

    id: Mapped[Pk] = mapped_column(init=False)
    email: Mapped[Line]
    email_folded: Mapped[Line] = mapped_column(unique=True)
    name: Mapped[Line]
    password_hash: Mapped[Line]
    language: Mapped[Language] = mapped_column(default="en")
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    roles: Mapped[list["UserRole"]] = relationship(
        default_factory=list, lazy="selectin", cascade="all, delete-orphan", back_populates="user"
    )


class UserRole(Base):
    """A role a person holds."""

    __tablename__ = "user_role"
    __table_args__ = (UniqueConstraint("user_id", "role"),)

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), init=False)
    role: Mapped[Role] = mapped_column(choice_of(Role))
    user: Mapped[User] = relationship(init=False, back_populates="roles")


class SignIn(Base):
    """A sign-in session. Only its token's digest is kept; ending the row ends the session on every server at once.

    `password_at` is when the password was last typed: what matters most asks for it again after a while. `factor_at` is when
    the second factor was shown; without it the session of somebody who has one stands before a closed door.
    """

    __tablename__ = "sign_in"

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    password_at: Mapped[datetime]
    factor_at: Mapped[datetime | None] = mapped_column(default=None)
    device: Mapped[Line] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    user: Mapped[User] = relationship(init=False, lazy="joined")


class Factor(Base):
    """A person's second factor: the secret that an app on their telephone shares (RFC 6238), in base 32 and sealed.

    It counts once a code of it was typed (`confirmed_at`). `last_step` is the newest time step whose code was taken.
    """

    __tablename__ = "factor"

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)
    sealed_secret: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A code on paper that stands for the app once; only its digest is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[Sha256] = mapped_column(unique=True)
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class Purpose(StrEnum):
    """What a mailed link is for."""

    CONFIRM = "confirm"
    RESET = "reset"


class MailedLink(Base):
    """A single-use link sent by mail; only its token's digest is kept."""

    __tablename__ = "mailed_link"

    id: Mapped[Pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose] = mapped_column(choice_of(Purpose))
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    user: Mapped[User] = relationship(init=False, lazy="joined")
