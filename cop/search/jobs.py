"""Work on the index that a request only asks for."""

import structlog

from cop.search.indexing import index_article, repair_index

log = structlog.get_logger()


def refresh_article(article_id: int) -> None:
    """Bring the index in step with one practice, whatever became of it."""
    index_article(article_id)


def repair() -> None:
    """Every few minutes: what a killed worker left undone is done."""
    if count := repair_index():
        log.warning("index_repaired", practices=count)
