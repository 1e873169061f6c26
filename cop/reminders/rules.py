"""When a reminder is sent: in time, once, and never in the night of who reads it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

EVENING, NIGHT, MORNING = time(21), time(22), time(7)
"""Nothing is sent from NIGHT to MORNING. What would fall after an EVENING is sent in it: a late run has an hour until NIGHT."""


class Kind(StrEnum):
    """What a reminder is about: that a call has opened, or how long there is to hand in a draft."""

    OPENING = "opening"
    WEEK = "week"
    DAY = "day"
    HOURS = "hours"


LEADS = {Kind.WEEK: timedelta(days=7), Kind.DAY: timedelta(days=1), Kind.HOURS: timedelta(hours=3)}
"""How long before a deadline, the longest first."""
LONGEST = LEADS[Kind.WEEK] + timedelta(hours=10)
"""No reminder of a deadline is sent earlier: the longest lead, and a night before it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about one person and one deadline: since when there was something to remind of, and what was sent."""

    since: datetime
    closes_at: datetime
    zone: str
    chosen: Collection[Kind]
    sent: Collection[Kind] = ()


def is_night(at: datetime, zone: str) -> bool:
    """Whether people in `zone` sleep."""
    clock = at.astimezone(ZoneInfo(zone)).time()
    return clock >= NIGHT or clock < MORNING


def send_at(kind: Kind, closes_at: datetime, zone: str) -> datetime:
    """When a reminder of a deadline is sent: so long before it, or in the evening before, so that nobody is left with less."""
    at = closes_at - LEADS[kind]
    local = at.astimezone(ZoneInfo(zone))
    if MORNING <= local.time() < EVENING:
        return at
    evening = local.date() if local.time() >= EVENING else local.date() - timedelta(days=1)
    return datetime.combine(evening, EVENING, ZoneInfo(zone)).astimezone(UTC)


def due(standing: Standing, now: datetime) -> Kind | None:
    """The reminder of a deadline to send at `now`. One that a late run missed is sent now, unless a nearer one is due as well."""
    if now >= standing.closes_at or is_night(now, standing.zone):
        return None
    times = {kind: send_at(kind, standing.closes_at, standing.zone) for kind in LEADS}
    reached = [kind for kind, at in times.items() if at <= now]
    if not reached:
        return None
    kind = reached[-1]
    wanted = kind in standing.chosen and kind not in standing.sent and standing.since <= times[kind]
    return kind if wanted else None


def opening_is_due(standing: Standing, opens_at: datetime, now: datetime) -> bool:
    """Whether to say at `now` that a call is open: when it opens, or in the morning after, to who followed it before."""
    if not opens_at <= now < standing.closes_at or is_night(now, standing.zone):
        return False
    return (
        Kind.OPENING in standing.chosen and Kind.OPENING not in standing.sent and standing.since <= opens_at
    )
