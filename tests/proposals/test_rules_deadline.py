"""When a stage closes for one proposal: to the millisecond, over changes of the clock, with time of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.calls.definition.stages import StageWindow
from cop.kernel.clock import Window
from cop.kernel.errors import TooLate
from cop.proposals.rules.deadline import WHOLE_WITHIN, counts_from, effective_window, personal_problem
from cop.proposals.rules.standing import Facts
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.states import ProposalState
from tests.proposals.standing import Standing, member

OPENS = datetime(2026, 3, 2, 8, tzinfo=UTC)
CLOSES = datetime(2026, 3, 29, 1, tzinfo=UTC)
WINDOW = Window(OPENS, CLOSES, "Europe/Brussels")
MILLISECOND, HOUR = timedelta(milliseconds=1), timedelta(hours=1)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def refusal(now: datetime, window: Window = WINDOW) -> Exception | None:
    draft = Standing(ProposalState.DRAFT)
    return WORKFLOW.why_not("submit", draft, member(1), Facts(now=now, window=window))


@pytest.mark.parametrize(
    ("off", "late"), [(-MILLISECOND, False), (0 * MILLISECOND, True), (MILLISECOND, True)]
)
@pytest.mark.parametrize("more", [[], [CLOSES + HOUR]])
def test_to_the_millisecond(off: timedelta, late: bool, more: list[datetime]) -> None:
    window = effective_window(WINDOW, more)
    assert isinstance(refusal(window.closes_at + off, window), TooLate) is late


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        # Brussels springs from 02:00 to 03:00 on 29 March 2026 and falls back on 25 October
        ("2026-03-29 01:59", "2026-03-29T00:59:00+00:00"),
        ("2026-03-29 03:00", "2026-03-29T01:00:00+00:00"),
        ("2026-03-30 16:00", "2026-03-30T14:00:00+00:00"),
        ("2026-10-26 16:00", "2026-10-26T15:00:00+00:00"),
    ],
)
def test_the_clocks_of_the_call_decide(wall: str, instant: str) -> None:
    closes = datetime.fromisoformat(wall)
    window = StageWindow(
        opens=datetime.fromisoformat("2026-03-02 09:00"), closes=closes, zone="Europe/Brussels"
    )
    at = datetime.fromisoformat(instant)
    assert window.instants().closes_at == at
    assert refusal(at - MILLISECOND, window.instants()) is None
    assert isinstance(refusal(at, window.instants()), TooLate)


@given(st.lists(instants, max_size=4), instants)
def test_more_time_is_never_less(personal: list[datetime], now: datetime) -> None:
    window = effective_window(WINDOW, personal)
    assert window.closes_at == max([CLOSES, *personal])
    assert (window.opens_at, window.zone) == (WINDOW.opens_at, WINDOW.zone)
    if WINDOW.is_open(now):
        assert window.is_open(now)


def test_more_time_is_later_and_still_to_come() -> None:
    assert personal_problem(WINDOW, CLOSES + HOUR, OPENS) is None
    assert personal_problem(WINDOW, CLOSES + 2 * HOUR, CLOSES + HOUR) is None
    assert personal_problem(WINDOW, CLOSES, OPENS)
    assert personal_problem(WINDOW, CLOSES + HOUR, CLOSES + HOUR)
    assert personal_problem(WINDOW, CLOSES + HOUR, OPENS - MILLISECOND)


@pytest.mark.parametrize(
    ("took", "is_late"),
    [
        (MILLISECOND, False),
        (WHOLE_WITHIN - MILLISECOND, False),
        (WHOLE_WITHIN, False),
        (WHOLE_WITHIN + MILLISECOND, True),
    ],
)
def test_a_document_in_pieces_counts_from_its_first_one_for_an_hour(took: timedelta, is_late: bool) -> None:
    begun_at = CLOSES - MILLISECOND
    assert WINDOW.is_over(counts_from(begun_at, begun_at + took)) is is_late


def test_in_pieces_nothing_that_begins_late_is_in_time() -> None:
    assert WINDOW.is_over(counts_from(CLOSES, CLOSES))
