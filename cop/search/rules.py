"""Who may find what (the twin, for the index, of each feature's `visible_to`), and how a call found stands."""

from datetime import datetime

from cop.calls.rules import can_see
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
