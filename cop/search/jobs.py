"""Work on the index that a request only asks for."""

import structlog

from cop.articles.term_queries import using
from cop.core.db import db
from cop.search.indexing import index_article, repair_index
from cop.taxonomy.terms import vocabulary

log = structlog.get_logger()


def refresh_article(article_id: int) -> None:
    """Bring the index in step with one practice, whatever became of it."""
    index_article(article_id)


def refresh_term(of: str, code: str) -> None:
    """A term says something new: so do the practices that are found by its words, or below it."""
    terms = vocabulary(of)
    codes = {code, *terms.narrower(code)} if code in terms else {code}
    for number in db.session.scalars(using(of, codes)).all():
        index_article(number)


def repair() -> None:
    """Every few minutes: what a killed worker left undone is done."""
    if count := repair_index():
        log.warning("index_repaired", practices=count)
