from datetime import UTC, datetime, timedelta

import pytest

from cop.kernel.clock import SetClock, Window, system_clock

OPENS = datetime(2026, 11, 2, 8, tzinfo=UTC)
CLOSES = datetime(2027, 1, 15, 15, tzinfo=UTC)
WINDOW = Window(OPENS, CLOSES, "Europe/Brussels")
MS = timedelta(milliseconds=1)


def test_a_window_includes_its_opening_and_excludes_its_closing_to_the_millisecond():
    assert not WINDOW.is_open(OPENS - MS)
    assert WINDOW.is_open(OPENS)
    assert WINDOW.is_open(CLOSES - MS)
    assert not WINDOW.is_open(CLOSES)
    assert WINDOW.is_over(CLOSES)
    assert WINDOW.is_ahead(OPENS - MS)


def test_a_window_is_aware_and_the_right_way_round():
    with pytest.raises(ValueError, match="opens before"):
        Window(CLOSES, OPENS, "UTC")
    with pytest.raises(ValueError, match="aware"):
        Window(OPENS.replace(tzinfo=None), CLOSES, "UTC")


def test_clocks():
    assert system_clock().tzinfo is UTC
    assert system_clock().microsecond % 1000 == 0
    clock = SetClock(OPENS)
    clock.advance(hours=1)
    assert clock() == OPENS + timedelta(hours=1)
