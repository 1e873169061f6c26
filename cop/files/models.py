"""Files people gave us, and files we made for them: the bytes are in storage, this row says what they are."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Line, Pk, Sha256, choice_of
from cop.files.states import ScanState


class Blob(Base):
    """One file. `name` is the person's own, in any script; `sha256` is the key in storage, `threat` the virus in it.

    `sizes` are those that a picture is shown in, the smallest first (files.resizing), with the keys of their bytes;
    `unsized_at` is when they could not be made, which is not tried again by itself.
    """

    __tablename__ = "file_blob"

    id: Mapped[Pk] = mapped_column(init=False)
    sha256: Mapped[Sha256] = mapped_column(index=True)
    name: Mapped[Line]
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    scan: Mapped[ScanState] = mapped_column(choice_of(ScanState), index=True)
    threat: Mapped[Line] = mapped_column(default="")
    sizes: Mapped[list[Any]] = mapped_column(default_factory=list)
    unsized_at: Mapped[datetime | None] = mapped_column(default=None)


class Arriving(Base):
    """A file that arrives in pieces. Its sender said at the beginning what it will be: `name`, `size` and `sha256`.

    `purpose` says in the words of a feature what it is for; `begun_at` is when its first piece began to arrive.
    """

    __tablename__ = "file_arriving"
    __table_args__ = (UniqueConstraint("purpose", "sha256", "sent_by"),)

    id: Mapped[Pk] = mapped_column(init=False)
    purpose: Mapped[Line]
    name: Mapped[Line]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[Sha256]
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    begun_at: Mapped[datetime] = mapped_column(index=True)
    sent_by: Mapped[int] = mapped_column(index=True)


class Piece(Base):
    """The bytes of a file that is arriving, from `start` on."""

    __tablename__ = "file_piece"

    arriving_id: Mapped[int] = mapped_column(
        ForeignKey("file_arriving.id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
