"""Work on the index that a request only asks for."""

import subprocess
import sys

import structlog

from cop.core import jobs
from cop.core.settings import ROOT
from cop.search.engine import engine
from cop.search.indexing import index_article, repair_index

log = structlog.get_logger()
LEARN = "search.learn"
AT_ONCE = 40  # texts: some seconds, for which mails wait


def refresh_article(article_id: int) -> None:
    """Bring the index in step with one practice, whatever became of it."""
    index_article(article_id)
    jobs.enqueue(LEARN, once=True)


def learn() -> None:
    """Find out what new texts mean, some at a time so that other jobs come in between.

    A child does it: what it needs for that is a lot of memory, which the worker would keep for ever.
    """
    if not engine().unlearned():
        return
    command = [sys.executable, "-m", "cop.cli", "index", "learn", "--most", str(AT_ONCE)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    jobs.enqueue(LEARN, once=True)


def repair() -> None:
    """Every few minutes: what a killed worker left undone is done."""
    if count := repair_index():
        log.warning("index_repaired", practices=count)
    if engine().unlearned():
        jobs.enqueue(LEARN, once=True)
