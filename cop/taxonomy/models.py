"""What staff changed of the vocabularies that the program ships, and what they added."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Code, Pk


class ChangedTerm(Base):
    """A term that differs from the one shipped, whole; it wins. Rows are never deleted, and `version` grows with every change.

    `labels` has a text for every language, `synonyms` a list. What was merged only leads to `merged_into`.
    """

    __tablename__ = "taxonomy_term"
    __table_args__ = (
        UniqueConstraint("vocabulary", "code"),
        CheckConstraint("merged_into IS NULL OR merged_into <> code", name="not_into_itself"),
        CheckConstraint("parent IS NULL OR parent <> code", name="not_below_itself"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    vocabulary: Mapped[Code]
    code: Mapped[Code]
    parent: Mapped[Code | None] = mapped_column(default=None)
    labels: Mapped[dict[str, Any]]
    synonyms: Mapped[dict[str, Any]]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    merged_into: Mapped[Code | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None]
