"""Work on the index that a request only asks for."""

import structlog

from cop.articles.queries import using
from cop.core.db import db
from cop.search.indexing import Thing, index_things, repair_index
from cop.search.sources.practices import PRACTICES
from cop.taxonomy.terms import vocabulary

log = structlog.get_logger()


def refresh(things: list[Thing]) -> None:
    """Bring the index in step with these things, whatever became of them."""
    index_things(things)


def refresh_term(of: str, code: str) -> None:
    """A term says something new: so do the practices that are found by its words, or below it."""
    terms = vocabulary(of)
    codes = {code, *terms.narrower(code)} if code in terms else {code}
    index_things([(PRACTICES.name, number) for number in db.session.scalars(using(of, codes))])


def repair() -> None:
    """Every few minutes: what a killed worker left undone is done."""
    if count := repair_index():
        log.warning("index_repaired", things=count)
