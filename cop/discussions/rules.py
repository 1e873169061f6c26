"""When a discussion is open, who may say, change, hide and lead what in it, when its followers are told."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from cop.kernel.actor import Actor, Role
from cop.kernel.clock import Window
from cop.kernel.errors import CopError, Denied, Invalid, Refused, TooLate
from cop.kernel.messages import N_, Message, say

MODERATORS = frozenset({Role.OFFICER, Role.MANAGER, Role.ADMIN})
MOST_TITLE, MOST_QUESTION, MOST_TEXT, MOST_SUMMARY = 160, 4_000, 6_000, 20_000
YEARS = range(2000, 2100)
"""What lies in another age is a slip, and no calendar reaches beyond the year 9999."""
LONGEST = timedelta(days=366)
"""Of an e-discussion: its page has a place for the summary of each week."""
EDIT_FOR = timedelta(hours=1)
"""How long one may change what one said: long enough for a slip, too short to change what others answered."""


class Kind(StrEnum):
    """Anybody starts an open discussion; an e-discussion has dates, a moderator and summaries."""

    OPEN = "open"
    LED = "e-discussion"


class Standing(StrEnum):
    """Whether contributions are taken."""

    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


KIND_NAMES: Mapping[str, str] = {Kind.OPEN: N_("Open discussion"), Kind.LED: N_("E-discussion")}
STANDING_NAMES: Mapping[str, str] = {
    Standing.AHEAD: N_("Begins soon"),
    Standing.OPEN: N_("Going on"),
    Standing.CLOSED: N_("Over"),
}
STANDING_TAGS: Mapping[str, str] = {
    Standing.AHEAD: "info",
    Standing.OPEN: "success",
    Standing.CLOSED: "neutral",
}


class Dated(Protocol):
    """What says when a discussion is open."""

    @property
    def opens_on(self) -> date | None: ...
    @property
    def closes_on(self) -> date | None: ...
    @property
    def closed_at(self) -> datetime | None: ...


class Led(Protocol):
    """What says who leads a discussion."""

    @property
    def moderator_id(self) -> int | None: ...


class Begun(Led, Protocol):
    """What says whose a discussion is."""

    @property
    def started_by(self) -> int: ...


class Said(Protocol):
    """A contribution, as rules see it."""

    @property
    def author_id(self) -> int: ...
    @property
    def written_at(self) -> datetime: ...
    @property
    def is_shown(self) -> bool: ...


def window_of(discussion: Dated) -> Window | None:
    """From the beginning of its first day to the end of its last one, by UTC; None for one without dates."""
    if discussion.opens_on is None or discussion.closes_on is None:
        return None
    opens, end = (
        datetime.combine(day, time(), UTC)
        for day in (discussion.opens_on, discussion.closes_on + timedelta(days=1))
    )
    return Window(opens, end, "UTC")


def check_days(opens_on: date, closes_on: date) -> None:
    """Raises Invalid for days in the wrong order, of another age, or for more weeks than anybody sums up."""
    ages = {"first": str(YEARS[0]), "last": str(YEARS[-1])}
    fields = {
        name: say(N_("Write a year between %(first)s and %(last)s."), **ages)
        for name, day in (("opens_on", opens_on), ("closes_on", closes_on))
        if day.year not in YEARS
    }
    if not fields and closes_on < opens_on:
        fields["closes_on"] = say(N_("The last day is not before the first one."))
    if not fields and closes_on - opens_on > LONGEST:
        fields["closes_on"] = say(N_("An e-discussion lasts a year at most."))
    if fields:
        raise Invalid(fields=fields)


def standing(discussion: Dated, now: datetime) -> Standing:
    """Where it stands at `now`; one closed by hand is closed, whatever its dates."""
    window = window_of(discussion)
    if discussion.closed_at is not None or (window and window.is_over(now)):
        return Standing.CLOSED
    return Standing.AHEAD if window and window.is_ahead(now) else Standing.OPEN


def weeks_begun(discussion: Dated, now: datetime) -> int:
    """How many weeks of an e-discussion have begun: each has a summary of its own."""
    window = window_of(discussion)
    if window is None or window.is_ahead(now):
        return 0
    last = min(now, window.closes_at - timedelta(seconds=1))
    return (last - window.opens_at).days // 7 + 1


def weeks_over(discussion: Dated, now: datetime) -> int:
    """How many of them are over, the last one with the discussion itself: by then each should be summed up."""
    closed_at = discussion.closed_at
    begun = weeks_begun(discussion, min(now, closed_at) if closed_at else now)
    return begun if standing(discussion, now) == Standing.CLOSED else max(begun - 1, 0)


def is_secretariat(actor: Actor) -> bool:
    """Whoever moderates every discussion."""
    return actor.is_system or bool(actor.roles & MODERATORS)


def can_moderate(discussion: Led, actor: Actor) -> bool:
    """The secretariat, and whoever it named for this one."""
    is_named = actor.user_id is not None and discussion.moderator_id == actor.user_id
    return is_named or is_secretariat(actor)


def can_judge(discussion: Led, actor: Actor, *, author_id: int) -> bool:
    """Whoever was named decides nothing about their own words: the secretariat does."""
    return can_moderate(discussion, actor) and (is_secretariat(actor) or actor.user_id != author_id)


def can_see(actor: Actor, *, is_hidden: bool, started_by: int, moderator_id: int | None) -> bool:
    """What a moderator took off the public pages is for moderators, and for who began it."""
    if not is_hidden or is_secretariat(actor):
        return True
    return actor.user_id is not None and actor.user_id in {started_by, moderator_id}


def contribute_refusal(discussion: Dated, actor: Actor, now: datetime) -> CopError | None:
    """Why `actor` may say nothing here now, or None."""
    if not actor.is_signed_in:
        return Denied()
    match standing(discussion, now):
        case Standing.AHEAD:
            return Refused(say(N_("This discussion is not open yet.")))
        case Standing.CLOSED:
            return TooLate(say(N_("This discussion is closed: nothing new can be said in it.")))
        case _:
            return None


def edit_refusal(said: Said, discussion: Dated, actor: Actor, now: datetime) -> CopError | None:
    """Why `actor` may not change these words now, or None."""
    if actor.user_id != said.author_id:
        return Denied()
    if not said.is_shown:
        return Refused(say(N_("What is hidden or withdrawn cannot be changed.")))
    if standing(discussion, now) == Standing.CLOSED or now - said.written_at > EDIT_FOR:
        return TooLate(say(N_("It is too late to change it; write another contribution, or withdraw it.")))
    return None


def can_withdraw(said: Said, actor: Actor) -> bool:
    """One's own words may be taken back at any time."""
    return said.is_shown and actor.user_id == said.author_id


def can_report(said: Said, actor: Actor) -> bool:
    return said.is_shown and actor.is_signed_in and actor.user_id != said.author_id


def can_change(discussion: Begun, actor: Actor) -> bool:
    """Whoever began it, and its moderators."""
    return actor.user_id == discussion.started_by or can_moderate(discussion, actor)


def can_rewrite(discussion: Begun, actor: Actor, *, is_answered: bool) -> bool:
    """An opening that somebody answered stays what it was when they did."""
    return not is_answered and can_change(discussion, actor)


class Rhythm(StrEnum):
    """How often a follower is written to, when there is something new."""

    AT_ONCE = "at_once"
    DAILY = "daily"


PAUSES = {Rhythm.AT_ONCE: timedelta(minutes=10), Rhythm.DAILY: timedelta(days=1)}
"""Between two mails about a discussion: however many speak, nobody gets more."""
GRACE = timedelta(minutes=5)
"""A moderator, and whoever wrote it, may look again before a contribution leaves by mail."""


def told_up_to(rhythm: Rhythm, told_until: datetime, now: datetime) -> datetime | None:
    """Up to when a mail that is due now tells what is new; None while none is due."""
    until = now - GRACE
    return until if until - told_until >= PAUSES[rhythm] - GRACE else None


ANSWERED_GONE: Message = say(N_("What you answer is no longer there. You can say it to all."))
