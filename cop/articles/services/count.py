"""Count which practices are read in which language, so that translators see what is wanted. Nothing says who read."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from cop.articles.models import Article, ArticleReads
from cop.articles.states import ArticleState
from cop.core.db import db

COUNT_READS = "articles.count_reads"
KEPT_FOR = timedelta(days=365)


def count_reads(counts: Sequence[tuple[int, str, int]], *, now: datetime) -> None:
    """So many times more this month, of those (practice, language, times) that are public."""
    month = now.date().replace(day=1)
    numbers = {number for number, _language, _times in counts}
    public = select(Article.id).where(Article.id.in_(numbers), Article.state == ArticleState.PUBLISHED)
    known = set(db.session.scalars(public))
    for number, language, times in counts:
        if number in known:
            _add(number, language, month, times)


def _add(number: int, language: str, month: date, times: int) -> None:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = insert(ArticleReads).values(article_id=number, language=language, month=month, times=0)
    db.session.execute(row.on_conflict_do_nothing())
    same = (
        ArticleReads.article_id == number,
        ArticleReads.language == language,
        ArticleReads.month == month,
    )
    db.session.execute(update(ArticleReads).where(*same).values(times=ArticleReads.times + times))


def forget_reads(now: datetime) -> None:
    """What was read more than a year ago says little about what is wanted."""
    db.session.execute(delete(ArticleReads).where(ArticleReads.month < (now - KEPT_FOR).date()))
