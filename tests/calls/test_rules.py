"""When a call is what, what a self-check concludes, and how a call is moved in time."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.calls.eligibility import RULES
from cop.calls.facts import Facts, Verdict
from cop.calls.forms.self_check import ASKED_BY
from cop.calls.rules import Phase, StageTimes, phase, stage_now
from cop.calls.self_check import conclusion, remarks_on
from cop.kernel.clock import Window
from cop.kernel.money import Money
from tests.calls.shipped import shipped, small

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def times(*announced: int) -> list[StageTimes]:
    """Two stages of ten days, with ten days between them; the first opens at noon."""
    windows = [Window(NOON + 20 * n * DAY, NOON + (20 * n + 10) * DAY, "UTC") for n in (0, 1)]
    return [StageTimes(n, window, n in announced) for n, window in enumerate(windows, 1)]


@pytest.mark.parametrize(
    ("after", "announced", "expected", "stage"),
    [
        (-DAY, (), Phase.ANNOUNCED, 1),
        (0 * DAY, (), Phase.OPEN, 1),
        (10 * DAY, (), Phase.EVALUATION, 2),
        (15 * DAY, (1,), Phase.EVALUATION, 2),
        (20 * DAY, (1,), Phase.OPEN, 2),
        (30 * DAY, (1,), Phase.EVALUATION, 2),
        (31 * DAY, (1, 2), Phase.DECIDED, 2),
    ],
)
def test_where_a_call_stands(
    after: timedelta, announced: tuple[int, ...], expected: Phase, stage: int
) -> None:
    stages = times(*announced)
    assert phase(stages, NOON + after) == expected
    assert stage_now(stages, NOON + after).number == stage


def test_a_call_moves_in_time_and_nothing_else_changes() -> None:
    call = shipped("mida-great-lakes")
    windows = [(NOON, NOON + 50 * DAY), (NOON + 60 * DAY, NOON + 110 * DAY)]
    moved = call.with_windows(windows)
    instants = [stage.window.instants() for stage in moved.stages]
    assert [(w.opens_at, w.closes_at) for w in instants] == windows
    assert moved.stages[0].window.opens == datetime(2026, 11, 24, 13)  # noqa: DTZ001 - what Brussels' clocks show
    back = moved.with_windows(
        [(w.opens_at, w.closes_at) for w in (stage.window.instants() for stage in call.stages)]
    )
    assert back == call


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_window_moves_to_the_minute(opens: datetime) -> None:
    moved = small().stages[0].window.moved(opens, opens + 3 * DAY).instants()
    assert timedelta(0) <= opens - moved.opens_at < timedelta(hours=1, minutes=1)


def test_each_stage_needs_a_window_that_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="shorter"):
        small().with_windows([(NOON, NOON + DAY)])
    with pytest.raises(ValueError, match="opens before"):
        small().with_windows([(NOON, NOON + DAY), (NOON + DAY, NOON)])


# may we apply?


def test_the_form_knows_what_every_rule_needs() -> None:
    assert ASKED_BY.keys() == RULES.keys()


def test_nothing_told_is_nothing_known() -> None:
    remarks = remarks_on(shipped("mida-great-lakes"), Facts(now=NOON), {})
    assert {remark.verdict for remark in remarks} == {Verdict.UNKNOWN}
    assert conclusion(remarks) == Verdict.UNKNOWN


def test_all_that_fits_may_apply() -> None:
    call = shipped("mida-great-lakes")
    facts = Facts(
        now=NOON,
        lead_type="hospital",
        lead_country="RW",
        registered_year=2001,
        requested=Money(Decimal(50_000), "EUR"),
        total_cost=Money(Decimal(60_000), "EUR"),
        duration_months=12,
        countries_told={"expert_countries": ("BI", "CD")},
    )
    answers = {question.code: question.expected for question in call.ask_before_applying}
    assert conclusion(remarks_on(call, facts, answers)) == Verdict.YES


def test_one_answer_that_does_not_fit_is_told_in_the_words_of_the_call() -> None:
    call = shipped("mida-great-lakes")
    asked = next(question for question in call.ask_before_applying if not question.expected)
    remarks = remarks_on(call, Facts(now=NOON), {asked.code: True})
    against = [remark for remark in remarks if remark.verdict == Verdict.NO]
    assert [remark.said for remark in against] == [asked.otherwise]
    assert conclusion(remarks) == Verdict.NO


def test_every_rule_names_its_paragraph() -> None:
    remarks = remarks_on(small(), Facts(now=NOON), {})
    assert [remark.paragraph.code for remark in remarks if remark.paragraph] == ["1.1", "1.1", "1.2", "1.2"]
