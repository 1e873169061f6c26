"""What the worker does for the search: the index, mails of what is new, counts of what was searched in vain."""

import subprocess
import sys

import structlog

from cop.articles.term_queries import using
from cop.core import jobs, web
from cop.core.db import db
from cop.core.settings import ROOT
from cop.discussions.queries import with_theme
from cop.search.engine import engine
from cop.search.indexing import Thing, index_things, repair_index
from cop.search.services import miss
from cop.search.services.tell import tell_news
from cop.search.sources.discussions import DISCUSSIONS
from cop.search.sources.practices import PRACTICES
from cop.taxonomy.terms import vocabulary

log = structlog.get_logger()
LEARN = "search.learn"
AT_ONCE = 40  # texts: some seconds, for which mails wait


def refresh(things: list[Thing]) -> None:
    """Bring the index in step with these things, whatever became of them."""
    index_things(things)
    jobs.enqueue(LEARN, once=True)


def refresh_term(of: str, code: str) -> None:
    """A term says something new: so do the practices and discussions that are found by its words, or below it."""
    terms = vocabulary(of)
    codes = {code, *terms.narrower(code)} if code in terms else {code}
    things = [(PRACTICES.name, number) for number in db.session.scalars(using(of, codes))]
    if of == "themes":
        things += [(DISCUSSIONS.name, row.id) for row in db.session.scalars(with_theme(codes))]
    index_things(things)
    jobs.enqueue(LEARN, once=True)


def learn() -> None:
    """Find out what new texts mean, some at a time so that other jobs come in between.

    A child does it: what it needs for that is a lot of memory, which the worker would keep for ever.
    """
    waiting = len(engine().unlearned())
    if not waiting:
        return
    command = [sys.executable, "-m", "cop.cli", "index", "learn", "--most", str(AT_ONCE)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    if len(engine().unlearned()) < waiting:
        jobs.enqueue(LEARN, once=True)
    else:
        log.warning("nothing_learned", waiting=waiting)  # tried again by the next repair


def repair() -> None:
    """Every few minutes: what a killed worker left undone is done."""
    if count := repair_index():
        log.warning("index_repaired", things=count)
    if engine().unlearned():
        jobs.enqueue(LEARN, once=True)


def tell_saved() -> None:
    """Every few minutes; a run that was missed is made good by the next."""
    tell_news(web.clock()())


def count_miss(words: str, language: str) -> None:
    """A search in vain was answered."""
    miss.count_miss(words, language, now=web.clock()())


def forget_misses() -> None:
    """Now and then."""
    miss.forget_misses(web.clock()())
