"""Who may find what (the index's twin of each feature's `visible_to`), who is told when, what of a search may be counted."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from cop.calls.rules import can_see
from cop.core.search.folding import fold
from cop.core.search.port import PUBLIC
from cop.kernel.actor import Actor
from cop.kernel.messages import N_, Message, say

DRAFT_CALLS = "draft_calls"
"""The audience of calls that are not published."""


def audiences_of(actor: Actor) -> tuple[str, ...]:
    """The audiences that `actor` is one of: what is for any of them may be found and counted, the rest is not there."""
    return (PUBLIC, DRAFT_CALLS) if can_see(actor, is_published=False) else (PUBLIC,)


def call_standing(opens: datetime, closes: datetime, now: datetime) -> tuple[Message, str]:
    """Whether a call takes proposals, and the kind of tag that says so."""
    if now < opens:
        return say(N_("Opens soon")), "info"
    return (say(N_("Open")), "success") if now < closes else (say(N_("Closed")), "neutral")


class Rhythm(StrEnum):
    """How often somebody is told what is new."""

    DAILY = "daily"
    WEEKLY = "weekly"


LONGEST_QUERY = 2_000
"""Characters of a search that is kept, as an address has them."""
PAUSES = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}
GRACE = timedelta(minutes=30)
"""What is published now may only be found in a while: a mail tells of what is at least so old."""


def told_up_to(rhythm: Rhythm, told_until: datetime, now: datetime) -> datetime | None:
    """Up to when a mail that is due now tells what is new; None while none is due."""
    until = now - GRACE
    return until if until - told_until >= PAUSES[rhythm] else None


KEPT_FOR = timedelta(days=365)
MOST_WORDS, LONGEST_WORD = 8, 30
_WORD = re.compile(r"[^\W\d_]+")
_PERSONAL = re.compile(r"\S*(?:@|://|www\.)\S*|\S*\d{3,}\S*")
"""Addresses of mail and pages, and anything with a longer number: a telephone, a passport, a proposal."""


def kept_words(text: str) -> str:
    """What of a search in vain may be counted: its words, folded, without what could point at a person; "" for nothing."""
    words = _WORD.findall(fold(_PERSONAL.sub(" ", text)))
    return " ".join(word[:LONGEST_WORD] for word in words[:MOST_WORDS])
