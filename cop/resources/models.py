"""The resource library: documents worth reading, kept here or found elsewhere, and their words in each language."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.core.db import Base, Code, Language, Line, Pk, choice_of
from cop.files.models import Blob
from cop.resources.rules.content import MOST_LINK, MOST_SUMMARY, MOST_TITLE
from cop.resources.states import ResourceState


class Resource(Base):
    """What the library says of a document; see rules.content.Entry. `file` is the document itself, where it is kept here."""

    __tablename__ = "resource"
    __table_args__ = (
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_has_date"),
        CheckConstraint("year IS NULL OR year BETWEEN 1900 AND 2100", name="year"),
    )

    id: Mapped[Pk] = mapped_column(init=False)
    state: Mapped[ResourceState] = mapped_column(
        choice_of(ResourceState), index=True, default=ResourceState.DRAFT
    )
    original_language: Mapped[Language]
    kind: Mapped[Code]
    authors: Mapped[Line] = mapped_column(default="")
    publisher: Mapped[Line] = mapped_column(default="")
    year: Mapped[int | None] = mapped_column(default=None)
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    themes: Mapped[list[str]] = mapped_column(default_factory=list)
    countries: Mapped[list[str]] = mapped_column(default_factory=list)
    licence: Mapped[Code] = mapped_column(default="")
    link: Mapped[str] = mapped_column(String(MOST_LINK), default="")
    found_in: Mapped[Line] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file_blob.id"), default=None)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True, default=None)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    texts: Mapped[list["ResourceText"]] = relationship(
        default_factory=list, lazy="selectin", cascade="all, delete-orphan", order_by="ResourceText.id"
    )
    file: Mapped[Blob | None] = relationship(init=False)


class ResourceText(Base):
    """The words of a resource in one language; without a title it goes by that of the original."""

    __tablename__ = "resource_text"
    __table_args__ = (UniqueConstraint("resource_id", "language"),)

    id: Mapped[Pk] = mapped_column(init=False)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), init=False)
    language: Mapped[Language]
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    summary: Mapped[str] = mapped_column(String(MOST_SUMMARY))
    updated_at: Mapped[datetime]
