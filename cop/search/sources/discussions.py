"""Every discussion that everybody sees, in the language it was begun in, with what was said in it."""

from collections.abc import Sequence

from sqlalchemy import func, select

from cop.core.db import db
from cop.core.markdown import plain
from cop.core.search.port import Document
from cop.discussions.models import Discussion
from cop.discussions.queries import shown_in, summaries_of, visible_to, with_theme
from cop.kernel.actor import ANONYMOUS
from cop.search.sources.source import Source, coded, labels_of
from cop.taxonomy.shipped import COUNTRIES
from cop.taxonomy.terms import vocabulary

MOST_SAID = 500
"""Contributions: whatever was said before so many others is found by its question."""


def documents_of(discussion: Discussion) -> list[Document]:
    """One text a discussion; whatever was hidden or withdrawn is not in it."""
    countries = tuple(discussion.countries)
    return [
        Document(
            id=_name(discussion.id),
            kind="discussion",
            language=discussion.language,
            title=discussion.title,
            body="\n\n".join(plain(text) for text in _texts(discussion)),
            keywords=labels_of(coded("themes", discussion.themes) + coded(COUNTRIES, countries)),
            facets={
                "theme": vocabulary("themes").with_broader(discussion.themes),
                "country": countries,
                "language_of": (discussion.language,),
                "year": (str(discussion.started_at.year),),
            },
            stored={
                "date": discussion.started_at.isoformat(),
                "discussion": str(discussion.id),
                "countries": " ".join(countries),
            },
        )
    ]


def _texts(discussion: Discussion) -> list[str]:
    """The question and its translations, summaries that everybody reads, and what was said, the newest first."""
    summed = [summary.text for summary in summaries_of(discussion, is_public=True)]
    said = [one.text for one in db.session.scalars(shown_in(discussion).limit(MOST_SAID))]
    translated = [f"{text['title']}\n\n{text['question']}" for text in discussion.translations.values()]
    return [discussion.question, *summed, *said, *translated]


def _name(discussion_id: int) -> str:
    return f"discussion-{discussion_id}"


def _after(last: int, most: int) -> Sequence[Discussion]:
    wanted = visible_to(ANONYMOUS).where(Discussion.id > last)
    return db.session.scalars(wanted.order_by(Discussion.id).limit(most)).all()


def _by_number(discussion_id: int) -> Discussion | None:
    return db.session.scalar(visible_to(ANONYMOUS).where(Discussion.id == discussion_id))


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(visible_to(ANONYMOUS).subquery())) or 0


def _using(of: str, codes: Sequence[str]) -> list[int]:
    return [row.id for row in db.session.scalars(with_theme(codes))] if of == "themes" else []


DISCUSSIONS = Source(
    name="discussion",
    count=_count,
    after=_after,
    by_number=_by_number,
    documents_of=documents_of,
    possible=lambda number: [_name(number)],
    names=lambda: {
        _name(number) for number in db.session.scalars(visible_to(ANONYMOUS).with_only_columns(Discussion.id))
    },
    using=_using,
)
