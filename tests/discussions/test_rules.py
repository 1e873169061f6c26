"""When one may speak, change, hide; the days of an e-discussion; who endorses; when followers are told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.discussions import rules
from cop.discussions.endorsing import WORKFLOW, SummaryState
from cop.discussions.rules import GRACE, PAUSES, Rhythm, Standing
from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused, TooLate
from tests.factories import NOON

MEMBER, OTHER = Actor(user_id=1), Actor(user_id=2)
OFFICER = Actor(user_id=3, roles=frozenset({Role.OFFICER}))
MANAGER = Actor(user_id=4, roles=frozenset({Role.MANAGER}))
AUDITOR = Actor(user_id=5, roles=frozenset({Role.AUDITOR}))
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
INSTANTS = st.datetimes(datetime(2019, 12, 1), datetime(2031, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001


@dataclass
class Held:
    opens_on: date | None = None
    closes_on: date | None = None
    closed_at: datetime | None = None
    moderator_id: int | None = None
    started_by: int = 1


@dataclass
class Words:
    author_id: int = 1
    written_at: datetime = NOON
    is_shown: bool = True


@dataclass
class Summed:
    state: SummaryState = SummaryState.DRAFT
    text: str = "What came out"
    written_by: int | None = 1

    @property
    def discussion(self) -> Held:
        return Held(moderator_id=1)


@given(st.tuples(DAYS, DAYS), INSTANTS)
def test_an_e_discussion_is_open_on_its_days_and_on_no_other(days: tuple[date, date], now: datetime) -> None:
    opens_on, closes_on = sorted(days)
    held = Held(opens_on, closes_on)
    stands = rules.standing(held, now)
    assert (stands == Standing.OPEN) == (opens_on <= now.date() <= closes_on)
    assert (stands == Standing.AHEAD) == (now.date() < opens_on)
    assert (rules.contribute_refusal(held, MEMBER, now) is None) == (stands == Standing.OPEN)
    assert rules.standing(Held(opens_on, closes_on, closed_at=now), now) == Standing.CLOSED


@given(st.tuples(DAYS, DAYS), INSTANTS, st.timedeltas(timedelta(), timedelta(days=40)))
def test_weeks_only_begin_and_the_last_one_is_the_one_it_closes_in(
    days: tuple[date, date], now: datetime, later: timedelta
) -> None:
    opens_on, closes_on = sorted(days)
    held = Held(opens_on, closes_on)
    begun = rules.weeks_begun(held, now)
    assert 0 <= begun <= rules.weeks_begun(held, now + later) <= (closes_on - opens_on).days // 7 + 1
    assert (begun == 0) == (now.date() < opens_on)
    assert rules.weeks_begun(Held(), now) == 0


@given(st.tuples(DAYS, DAYS), INSTANTS, INSTANTS)
def test_every_week_but_the_present_one_is_over(
    days: tuple[date, date], now: datetime, closed_at: datetime
) -> None:
    opens_on, closes_on = sorted(days)
    held = Held(opens_on, closes_on)
    is_open = rules.standing(held, now) == Standing.OPEN
    assert rules.weeks_over(held, now) == rules.weeks_begun(held, now) - is_open
    closed = Held(opens_on, closes_on, closed_at=closed_at)
    assert rules.weeks_over(closed, closed_at) == rules.weeks_begun(held, closed_at)
    assert rules.weeks_over(Held(), now) == 0


def test_a_last_day_before_the_first_is_refused() -> None:
    rules.check_days(date(2026, 1, 5), date(2026, 1, 5))
    with pytest.raises(Invalid):
        rules.check_days(date(2026, 1, 5), date(2026, 1, 4))


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "field"),
    [
        (date.min, date(2026, 1, 1), "opens_on"),
        (date(2026, 1, 1), date.max, "closes_on"),
        (date(2026, 1, 1), date(2027, 2, 1), "closes_on"),
    ],
)
def test_days_of_another_age_and_years_on_end_are_refused(
    opens_on: date, closes_on: date, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_days(opens_on, closes_on)
    assert list(refused.value.fields) == [field]


def test_visitors_say_nothing_and_whoever_is_late_is_told_so() -> None:
    assert isinstance(rules.contribute_refusal(Held(), ANONYMOUS, NOON), Denied)
    assert isinstance(rules.contribute_refusal(Held(closed_at=NOON), MEMBER, NOON), TooLate)
    ahead = Held(date(2027, 1, 1), date(2027, 1, 9))
    assert type(rules.contribute_refusal(ahead, MEMBER, NOON)) is Refused


@given(st.timedeltas(timedelta(), timedelta(days=3)))
def test_only_their_author_changes_words_and_only_for_a_while(since: timedelta) -> None:
    now = NOON + since
    refusal = rules.edit_refusal(Words(), Held(), MEMBER, now)
    assert (refusal is None) == (since <= rules.EDIT_FOR)
    assert isinstance(rules.edit_refusal(Words(), Held(), OFFICER, now), Denied)
    assert isinstance(rules.edit_refusal(Words(is_shown=False), Held(), MEMBER, now), Refused)
    assert isinstance(rules.edit_refusal(Words(), Held(closed_at=NOON), MEMBER, now), TooLate)
    assert rules.can_withdraw(Words(), MEMBER)
    assert not rules.can_withdraw(Words(), OFFICER)


def test_the_secretariat_moderates_all_and_who_is_named_the_one() -> None:
    for actor, everywhere in (
        (OFFICER, True),
        (MANAGER, True),
        (SYSTEM, True),
        (MEMBER, False),
        (AUDITOR, False),
    ):
        assert rules.can_moderate(Held(), actor) is everywhere
    assert rules.can_moderate(Held(moderator_id=1), MEMBER)
    assert not rules.can_moderate(Held(moderator_id=1), OTHER)
    assert not rules.can_moderate(Held(), ANONYMOUS)


def test_a_question_that_somebody_answered_stays() -> None:
    for actor, may in ((MEMBER, True), (OFFICER, True), (OTHER, False), (ANONYMOUS, False)):
        assert rules.can_rewrite(Held(), actor, is_answered=False) is may
        assert not rules.can_rewrite(Held(), actor, is_answered=True)


def test_one_reports_what_others_said_and_everybody_reads() -> None:
    assert rules.can_report(Words(), OTHER)
    for words, actor in ((Words(), MEMBER), (Words(is_shown=False), OTHER), (Words(), ANONYMOUS)):
        assert not rules.can_report(words, actor)


@given(st.sampled_from(Rhythm), st.lists(st.integers(1, 600), max_size=60))
def test_however_often_the_worker_comes_round_no_two_mails_are_nearer_than_wished(
    rhythm: Rhythm, steps: list[int]
) -> None:
    """`steps` are the minutes between its rounds; every round finds something new."""
    now, told_until, mailed_at = NOON, NOON, []
    for minutes in steps:
        now += timedelta(minutes=minutes)
        until = rules.told_up_to(rhythm, told_until, now)
        if until is not None:
            assert told_until < until <= now - GRACE
            told_until = until
            mailed_at.append(now)
    pauses = [second - first for first, second in pairwise(mailed_at)]
    assert all(pause >= PAUSES[rhythm] - GRACE for pause in pauses)


def test_a_summary_is_endorsed_by_somebody_who_did_not_write_it() -> None:
    offered = Summed(SummaryState.OFFERED)
    author_too = Actor(user_id=1, roles=frozenset({Role.MANAGER}))
    assert [act.name for act in WORKFLOW.permitted(Summed(), MEMBER)] == ["offer"]
    assert [act.name for act in WORKFLOW.permitted(offered, MANAGER)] == ["return", "endorse"]
    assert [act.name for act in WORKFLOW.permitted(offered, author_too)] == ["return"]
    for actor in (MEMBER, OFFICER, OTHER):
        assert not WORKFLOW.permitted(offered, actor)
    assert isinstance(WORKFLOW.why_not("offer", Summed(text=""), MEMBER), Refused)
    assert not WORKFLOW.permitted(Summed(SummaryState.ENDORSED), MANAGER)
