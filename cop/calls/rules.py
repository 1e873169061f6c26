"""When a call is what, and who may see or change it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cop.kernel.actor import Actor, Role
from cop.kernel.clock import Window
from cop.kernel.messages import N_, Message, say

MANAGERS = frozenset({Role.OFFICER, Role.MANAGER, Role.ADMIN})
READERS_OF_DRAFTS = MANAGERS | {Role.AUDITOR}


SHORT_NAME = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
TAKEN = frozenset({"new", "start"})
"""Where the secretariat's own pages are, next to those of the calls."""


class Phase(StrEnum):
    """Where a published call stands for the public."""

    ANNOUNCED = "announced"
    OPEN = "open"
    EVALUATION = "evaluation"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class StageTimes:
    """One stage's window and whether its decisions have been announced."""

    number: int
    window: Window
    is_announced: bool = False


def can_see(actor: Actor, *, is_published: bool) -> bool:
    """A published call is everyone's; a draft is the secretariat's and the auditor's."""
    return is_published or actor.is_system or bool(actor.roles & READERS_OF_DRAFTS)


def can_manage(actor: Actor) -> bool:
    """Who may make, change and publish calls."""
    return actor.is_system or bool(actor.roles & MANAGERS)


def short_name_problem(code: str) -> Message | None:
    """Why a new call cannot have this short name, or None."""
    if len(code) > 60 or not SHORT_NAME.fullmatch(code):
        return say(N_("“%(value)s” is not a code: small letters, digits and hyphens."), value=code)
    if code in TAKEN:
        return say(N_("A call cannot be called “%(code)s”; choose another short name."), code=code)
    return None


def stage_now(stages: Sequence[StageTimes], now: datetime) -> StageTimes:
    """The stage that matters at `now`: the open one, else the next to open, else the last."""
    for stage in stages:
        if stage.window.is_open(now):
            return stage
    for stage in stages:
        if stage.window.is_ahead(now):
            return stage
    return stages[-1]


def phase(stages: Sequence[StageTimes], now: datetime) -> Phase:
    """Where the call stands at `now`. Between two stages it is in evaluation, announced or not."""
    if stages[-1].is_announced:
        return Phase.DECIDED
    if any(stage.window.is_open(now) for stage in stages):
        return Phase.OPEN
    return Phase.ANNOUNCED if stages[0].window.is_ahead(now) else Phase.EVALUATION


def extension_problem(
    window: Window, closes_at: datetime, now: datetime, *, next_opens_at: datetime | None = None
) -> Message | None:
    """Why a stage may not close at `closes_at` instead, or None. One that is over may be extended too: it opens again."""
    if closes_at <= window.closes_at:
        return say(
            N_("A deadline only moves to a later time: it is %(closes)s now."), closes=window.closes_at
        )
    if closes_at <= now:
        return say(N_("This time has passed already."))
    if next_opens_at is not None and closes_at > next_opens_at:
        return say(N_("The next stage opens before that, on %(opens)s."), opens=next_opens_at)
    return None


def outage_problem(window: Window, start: datetime, end: datetime, now: datetime) -> Message | None:
    """Why an outage from `start` to `end` moves nothing, or None."""
    if start >= end:
        return say(N_("An outage ends after it began."))
    if end > now:
        return say(N_("Wait until the outage is over: only then its length is known."))
    if end <= window.opens_at or start >= window.closes_at:
        return say(N_("This outage was not while the stage was open."))
    return None


def closing_after_outage(window: Window, start: datetime, end: datetime, *, least: timedelta) -> datetime:
    """When a stage closes after an outage from `start` to `end`, which overlaps its window.

    The closing moves by as long as the site was away since the stage opened, and by `least` at least: nobody is left with
    less than the time that was taken. Rounded up to the minute, as deadlines are announced.
    """
    closes_at = window.closes_at + max(end - max(start, window.opens_at), least)
    rest = timedelta(seconds=closes_at.second, microseconds=closes_at.microsecond)
    return closes_at + (timedelta(minutes=1) - rest if rest else rest)


def days_before(window: Window, days: int) -> datetime:
    """The instant `days` before a window closes, at the same time by the clock on its wall, whatever the clocks did meanwhile."""
    wall = window.closes_at.astimezone(window.tz).replace(tzinfo=None) - timedelta(days=days)
    return wall.replace(tzinfo=window.tz).astimezone(UTC)
