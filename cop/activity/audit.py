"""Proof that nobody touched the log: every row's digest follows from its content and the row before."""

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select

from cop.activity.models import Event
from cop.activity.services import GENESIS, event_sha256
from cop.core.db import db


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rows` were read; `broken_at` is the id of the first row that does not follow, None when all do.

    `holds_noted`: a digest that was noted earlier is one of theirs, so that the log up to it is the same.
    """

    rows: int
    broken_at: int | None
    last_sha256: str
    holds_noted: bool


def verify_chain(noted: str = GENESIS) -> Verdict:
    """Walk the whole log in order, and look for a digest that was `noted` earlier."""
    before, rows, holds = GENESIS, 0, noted == GENESIS
    with closing(
        db.session.scalars(select(Event).order_by(Event.id).execution_options(yield_per=1000))
    ) as log:
        for row in log:
            rows += 1
            if row.before_sha256 != before or row.sha256 != event_sha256(row):
                return Verdict(rows, row.id, before, holds)
            before = row.sha256
            holds = holds or before == noted
    return Verdict(rows, None, before, holds)
