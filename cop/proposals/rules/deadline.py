"""When a proposal's stage closes for its team: the call's window, moved by extensions of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from cop.kernel.clock import Window
from cop.kernel.messages import N_, Message, say

WHOLE_WITHIN = timedelta(hours=1)
"""20 MB over 50 kbit/s: the largest document over the slowest link that we mean."""


def counts_from(begun_at: datetime, ended_at: datetime) -> datetime:
    """The instant that a document sent in pieces counts from: when its first piece began to arrive, if the whole was here within
    WHOLE_WITHIN (`ended_at` is when its sender said so), else that end. What it is was fixed by its digest at the beginning.
    """
    return begun_at if ended_at - begun_at <= WHOLE_WITHIN else ended_at


def effective_window(window: Window, personal: Iterable[datetime]) -> Window:
    """The window as it holds for one proposal: the latest of the call's closing and the `personal` ones.

    A personal extension never shortens: when the deadline of all moves past it, that one holds.
    Its twin in SQL is queries.effective_closing.
    """
    return replace(window, closes_at=max([window.closes_at, *personal]))


def personal_problem(window: Window, closes_at: datetime, now: datetime) -> Message | None:
    """Why a proposal whose `window` this is now may not have until `closes_at`, or None."""
    if window.is_ahead(now):
        return say(N_("This stage is not open yet."))
    if closes_at <= window.closes_at:
        return say(
            N_("A deadline only moves to a later time: it is %(closes)s now."), closes=window.closes_at
        )
    if closes_at <= now:
        return say(N_("This time has passed already."))
    return None
