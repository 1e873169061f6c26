"""What the worker does for the search: the index, mails of what is new, counts of what was searched in vain."""

import subprocess
import sys
from datetime import datetime

import structlog

from cop.core import jobs, web
from cop.core.db import reading
from cop.core.unit import each_by_itself
from cop.search.engine import engine
from cop.search.indexing import Thing, index_things, repair_index, things_using
from cop.search.queries import saved_before
from cop.search.rules import GRACE, PAUSES, Rhythm
from cop.search.services import miss
from cop.search.services.tell import tell_news

log = structlog.get_logger()
LEARN = "search.learn"
AT_ONCE = 40  # texts: some seconds, for which mails wait


def refresh(things: list[Thing]) -> None:
    """Bring the index in step with these things, whatever became of them. Nobody who saves waits until it is written."""
    with reading():
        index_things(things)
    jobs.enqueue(LEARN, once=True)


def refresh_term(of: str, code: str) -> None:
    """A term says something new: so does what is found by its words, or below it."""
    with reading():
        index_things(things_using(of, code))
    jobs.enqueue(LEARN, once=True)


def learn() -> None:
    """Find out what new texts mean, some at a time so that other jobs come in between.

    A child does it: what it needs for that is a lot of memory, which the worker would keep for ever.
    """
    waiting = len(engine().unlearned())
    if not waiting:
        return
    command = [sys.executable, "-m", "cop.cli", "index", "learn", "--most", str(AT_ONCE)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    if len(engine().unlearned()) < waiting:
        jobs.enqueue(LEARN, once=True)
    else:
        log.warning("nothing_learned", waiting=waiting)  # tried again by the next repair


def repair() -> None:
    """Every few minutes: what a killed worker left undone is done."""
    with reading():
        count = repair_index()
    if count:
        log.warning("index_repaired", things=count)
    if engine().unlearned():
        jobs.enqueue(LEARN, once=True)


def tell_saved() -> None:
    """Every few minutes; a run that was missed is made good by the next."""
    tell_all(web.clock()())


def tell_all(now: datetime) -> int:
    """Write every mail that is due into the outbox; how many."""
    waiting = saved_before(now - GRACE - min(PAUSES[rhythm] for rhythm in Rhythm))
    return sum(each_by_itself(waiting, lambda saved: tell_news(saved, now), job="search.tell_saved"))


def count_miss(words: str, language: str) -> None:
    """A search in vain was answered."""
    miss.count_miss(words, language, now=web.clock()())


def forget_misses() -> None:
    """Now and then."""
    miss.forget_misses(web.clock()())
