"""Reminders come in time, once, by day, and never after the deadline."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cop.reminders.rules import LEADS, LONGEST, Kind, Standing, due, is_night, opening_is_due, send_at

RUN = timedelta(minutes=10)
EVER = datetime(2020, 1, 1, tzinfo=UTC)
ALL = frozenset(Kind)
zones = st.sampled_from(
    ["UTC", "Europe/Brussels", "Africa/Bujumbura", "Asia/Manila", "America/Guayaquil", "Asia/Kathmandu"]
)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
kinds = st.sampled_from(list(LEADS))


def brussels(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Brussels")).astimezone(UTC)


@pytest.mark.parametrize(
    ("closes", "kind", "sent"),
    [
        ("2027-01-15 16:00", Kind.WEEK, "2027-01-08 16:00"),
        ("2027-01-15 16:00", Kind.DAY, "2027-01-14 16:00"),
        ("2027-01-15 16:00", Kind.HOURS, "2027-01-15 13:00"),
        ("2027-01-15 23:59", Kind.DAY, "2027-01-14 21:00"),
        # a run every ten minutes would find the night begun
        ("2027-01-15 21:55", Kind.DAY, "2027-01-14 21:00"),
        ("2027-01-15 08:00", Kind.HOURS, "2027-01-14 21:00"),
        ("2027-01-16 01:00", Kind.HOURS, "2027-01-15 21:00"),
        ("2027-01-15 10:00", Kind.HOURS, "2027-01-15 07:00"),
        # 24 hours before are 25 by the wall on the day the clocks go back
        ("2026-10-25 16:00", Kind.DAY, "2026-10-24 17:00"),
    ],
)
def test_when_each_is_sent(closes: str, kind: Kind, sent: str) -> None:
    assert send_at(kind, brussels(closes), "Europe/Brussels") == brussels(sent)


@given(kinds, instants, zones)
def test_never_at_night_and_never_with_less_time_than_promised(
    kind: Kind, closes_at: datetime, zone: str
) -> None:
    at = send_at(kind, closes_at, zone)
    assert not is_night(at, zone)
    assert LEADS[kind] <= closes_at - at <= LONGEST


@given(instants, zones, st.sets(st.sampled_from(list(Kind))), st.timedeltas(timedelta(0), RUN))
@example(
    datetime(2026, 1, 1, 2, 51, 18, tzinfo=UTC), "America/Guayaquil", {Kind.WEEK}, timedelta(seconds=522)
)
def test_each_that_is_wanted_comes_once(
    closes_at: datetime, zone: str, chosen: set[Kind], phase: timedelta
) -> None:
    """A worker that runs every ten minutes from nine days before to a day after."""
    sent: list[Kind] = []
    now = closes_at - timedelta(days=9) + phase
    while now < closes_at + timedelta(days=1):
        kind = due(Standing(EVER, closes_at, zone, chosen, tuple(sent)), now)
        if kind is not None:
            assert not is_night(now, zone)
            assert now < closes_at
            assert now - send_at(kind, closes_at, zone) < RUN
            sent.append(kind)
        now += RUN
    times = {kind: send_at(kind, closes_at, zone) for kind in LEADS}
    wanted = [kind for kind in LEADS if kind in chosen]
    # two that fall on the same evening are one mail, the nearer one
    assert [kind for kind in wanted if kind not in sent] in ([], [Kind.DAY])
    if Kind.DAY in wanted and Kind.DAY not in sent:
        assert times[Kind.HOURS] - times[Kind.DAY] < RUN
    assert len(sent) == len(set(sent))


@given(instants, zones, instants)
def test_a_run_that_was_missed_is_made_good_by_day_and_in_time(
    closes_at: datetime, zone: str, now: datetime
) -> None:
    kind = due(Standing(EVER, closes_at, zone, ALL), now)
    if now >= closes_at or is_night(now, zone):
        assert kind is None
    elif now >= send_at(Kind.HOURS, closes_at, zone):
        assert kind == Kind.HOURS
    elif now < send_at(Kind.WEEK, closes_at, zone):
        assert kind is None
    else:
        assert kind in {Kind.WEEK, Kind.DAY}


def test_what_began_later_is_not_reminded_of_what_was_before() -> None:
    closes_at = brussels("2027-01-15 16:00")
    begun = closes_at - timedelta(days=2)
    standing = Standing(begun, closes_at, "Europe/Brussels", ALL)
    assert due(standing, begun + RUN) is None
    assert due(standing, closes_at - timedelta(days=1)) == Kind.DAY


def test_an_opening_is_told_by_day_to_who_followed_before() -> None:
    opens_at, closes_at = brussels("2026-11-02 06:00"), brussels("2027-01-15 16:00")
    early, late = (
        Standing(EVER, closes_at, "Europe/Brussels", ALL),
        Standing(opens_at + RUN, closes_at, "Europe/Brussels", ALL),
    )
    morning = brussels("2026-11-02 07:00")
    assert not opening_is_due(early, opens_at, opens_at)
    assert opening_is_due(early, opens_at, morning)
    assert not opening_is_due(late, opens_at, morning)
    assert not opening_is_due(early, opens_at, closes_at)
    refused = Standing(EVER, closes_at, "Europe/Brussels", ALL - {Kind.OPENING})
    assert not opening_is_due(refused, opens_at, morning)
