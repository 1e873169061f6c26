"""Work on the index that a request only asks for."""

import structlog

from cop.core import jobs
from cop.core.search.meaning import encoder
from cop.search.engine import engine
from cop.search.indexing import index_article, repair_index

log = structlog.get_logger()
LEARN = "search.learn"


def refresh_article(article_id: int) -> None:
    """Bring the index in step with one practice, whatever became of it."""
    index_article(article_id)
    jobs.enqueue(LEARN, once=True)


def learn() -> None:
    """Find out what new texts mean, some at a time, so that saves do not wait; the model's memory is given back at the end."""
    if engine().learn():
        jobs.enqueue(LEARN, once=True)
    else:
        encoder.forget()


def repair() -> None:
    """Every few minutes: what a killed worker left undone is done."""
    if count := repair_index():
        log.warning("index_repaired", practices=count)
    if engine().unlearned():
        jobs.enqueue(LEARN, once=True)
