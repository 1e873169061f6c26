"""The demonstration as a whole: people, practices, four calls from open to decided, what is discussed."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import update

from cop.activity.models import Mail
from cop.core.db import db
from cop.demo import plays
from cop.demo.calendar import stage_call
from cop.demo.discussing import discuss
from cop.demo.library import make_library
from cop.demo.lives import live_on
from cop.demo.organisations import make_bidders, make_more
from cop.demo.people import make_cast, make_more_reviewers
from cop.demo.practices import make_practices, review_practices
from cop.demo.stage import SEED, Along, World

PLAYS = {
    "mida_before": plays.decided_in_two_stages,
    "w_mida": plays.drawn_up,
    "jmdi": plays.in_review,
    "mida_now": plays.still_open,
}
JMDI_PROPOSALS = 547
"""What the first call of the real initiative received in 2009."""
JMDI_REVIEWERS = 60


def quietly(things: Iterable[Any], _count: int, _label: str) -> Iterator[Any]:
    """Along without a word."""
    return iter(things)


def make_world(now: datetime, along: Along = quietly, *, jmdi_proposals: int = 0) -> World:
    """People and organisations, practices, a library, calls; nothing is committed here, so that it is there as a whole or not.

    With `jmdi_proposals` the JMDI call receives that many, and reviewers to read them.
    """
    rng = Random(SEED)  # noqa: S311 - the same world each time, no secret
    cast, founded = make_cast(now - timedelta(days=720)), now - timedelta(days=700)
    bidders = make_bidders(cast, rng=rng, now=founded)
    if jmdi_proposals:
        make_more_reviewers(cast, JMDI_REVIEWERS, rng=rng, now=founded)
        more = jmdi_proposals - sum("jmdi" in bidder.calls for bidder in bidders)
        bidders += along(make_more(cast, more, rng=rng, now=founded), more, "Organisations")
    world = World(cast, bidders, now, along)
    make_practices(cast.officer, now)
    review_practices(cast, now)
    live_on(cast, now)
    make_library(bidders, editor=cast.officer, now=now)
    for name, play in PLAYS.items():
        play(world, name, stage_call(name, actor=cast.manager, now=now))
    discuss(world)
    _keep_mails_here(now)
    return world


def _keep_mails_here(now: datetime) -> None:
    """Nobody is behind these addresses: what was written to them counts as sent, and leaves no machine."""
    db.session.execute(update(Mail).where(Mail.sent_at.is_(None)).values(sent_at=now))
