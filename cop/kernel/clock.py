"""Time is an argument: whoever needs "now" is given it, and only the edge of the system asks a clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, as an aware UTC instant cut to the millisecond (the resolution deadlines are decided at)."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


@dataclass(slots=True)
class SetClock:
    """A clock for tests and demonstrations that stands where it was put."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **delta: float) -> None:
        """Move on by `timedelta(**delta)`."""
        self.at += timedelta(**delta)


@dataclass(frozen=True, slots=True)
class Window:
    """When something is open: from `opens_at` (inclusive) to `closes_at` (exclusive), both aware instants."""

    opens_at: datetime
    closes_at: datetime
    zone: str

    def __post_init__(self) -> None:
        if self.opens_at.tzinfo is None or self.closes_at.tzinfo is None:
            raise ValueError("window instants must be aware")
        if self.opens_at >= self.closes_at:
            raise ValueError("a window opens before it closes")

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at

    def is_over(self, now: datetime) -> bool:
        return now >= self.closes_at

    def is_ahead(self, now: datetime) -> bool:
        return now < self.opens_at

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
