"""What happens to practices, for the floors above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticlePublished:
    """A practice is now everyone's to read."""

    article_id: int


@dataclass(frozen=True, slots=True)
class ArticleChanged:
    """A published practice says something new: a text, its classification or its picture."""

    article_id: int


@dataclass(frozen=True, slots=True)
class ArticleArchived:
    """A practice is no longer shown to the public."""

    article_id: int
