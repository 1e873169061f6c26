"""How a deadline moves: by whom, by how much, and never back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.calls.rules import closing_after_outage, days_before, extension_problem, outage_problem
from cop.kernel.clock import Window

OPENS = datetime(2026, 11, 2, 8, tzinfo=UTC)
CLOSES = datetime(2027, 1, 15, 15, tzinfo=UTC)
WINDOW = Window(OPENS, CLOSES, "Europe/Brussels")
MILLISECOND, HOUR, DAY = timedelta(milliseconds=1), timedelta(hours=1), timedelta(days=1)
around = st.datetimes(datetime(2026, 10, 1), datetime(2027, 2, 15), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize("at", [CLOSES - DAY, CLOSES - MILLISECOND, CLOSES])
def test_a_deadline_never_moves_back(at: datetime) -> None:
    assert extension_problem(WINDOW, at, OPENS)


def test_a_deadline_moves_on_and_may_open_again_what_is_over() -> None:
    assert extension_problem(WINDOW, CLOSES + MILLISECOND, OPENS) is None
    assert extension_problem(WINDOW, CLOSES + DAY, CLOSES + HOUR) is None
    assert extension_problem(WINDOW, CLOSES + HOUR, CLOSES + HOUR)
    assert extension_problem(WINDOW, CLOSES + DAY, OPENS, next_opens_at=CLOSES + DAY) is None
    assert extension_problem(WINDOW, CLOSES + 2 * DAY, OPENS, next_opens_at=CLOSES + DAY)


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        (CLOSES - 2 * HOUR, CLOSES - HOUR, True),
        (CLOSES - MILLISECOND, CLOSES + HOUR, True),
        (CLOSES, CLOSES + HOUR, False),
        (OPENS - HOUR, OPENS, False),
        (OPENS - HOUR, OPENS + MILLISECOND, True),
        (OPENS + HOUR, OPENS + HOUR, False),
    ],
)
def test_an_outage_counts_while_the_stage_was_open(start: datetime, end: datetime, counts: bool) -> None:
    assert (outage_problem(WINDOW, start, end, CLOSES + DAY) is None) is counts


def test_an_outage_is_measured_when_it_is_over() -> None:
    assert outage_problem(WINDOW, OPENS, OPENS + HOUR, OPENS + HOUR - MILLISECOND)


@given(around, around, st.integers(1, 720))
def test_an_outage_takes_no_time_from_anybody(start: datetime, end: datetime, hours: int) -> None:
    if outage_problem(WINDOW, start, end, datetime(2027, 3, 1, tzinfo=UTC)):
        return
    least = timedelta(hours=hours)
    closes_at = closing_after_outage(WINDOW, start, end, least=least)
    moved = closes_at - CLOSES
    away = end - max(start, OPENS)
    assert moved >= max(away, least)
    assert moved < max(away, least) + timedelta(minutes=1)
    assert (closes_at.second, closes_at.microsecond) == (0, 0)
    assert closes_at >= end


def test_days_are_days_of_the_wall_clock() -> None:
    """Brussels goes back an hour on 25 October 2026: 16:00 three weeks before is 14:00 UTC, not 15:00."""
    closes_at = datetime(2026, 11, 10, 16, tzinfo=ZoneInfo("Europe/Brussels")).astimezone(UTC)
    window = Window(OPENS - 60 * DAY, closes_at, "Europe/Brussels")
    assert days_before(window, 21) == datetime(2026, 10, 20, 14, tzinfo=UTC)
    assert days_before(window, 0) == closes_at
