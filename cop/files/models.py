"""Files people gave us, and files we made for them: the bytes are in storage, this row says what they are."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Line, Pk, Sha256, choice_of
from cop.files.states import ScanState


class Blob(Base):
    """One file. `name` is the person's own, in any script; `sha256` is the key in storage, `threat` the virus in it."""

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
