"""Until when one may ask, who sees what, and when an answer is whole."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.calls.definition.stages import Clarifications
from cop.clarifications.rules import ask_refusal, can_answer, can_see, lacking, times_of
from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.clock import Window
from cop.kernel.errors import Denied, TooLate

WINDOW = Window(
    datetime(2026, 11, 2, 8, tzinfo=UTC), datetime(2027, 1, 15, 15, tzinfo=UTC), "Europe/Brussels"
)
TIMES = times_of(WINDOW, Clarifications())
READER = Actor(user_id=1, roles=frozenset({Role.MEMBER}))
MILLISECOND = timedelta(milliseconds=1)


def test_three_weeks_to_ask_and_eleven_days_to_answer() -> None:
    assert TIMES.ask_until == datetime(2026, 12, 25, 15, tzinfo=UTC)
    assert TIMES.answer_until == datetime(2027, 1, 4, 15, tzinfo=UTC)


def test_the_cut_off_is_sharp() -> None:
    assert ask_refusal(READER, TIMES, TIMES.ask_until - MILLISECOND) is None
    assert isinstance(ask_refusal(READER, TIMES, TIMES.ask_until), TooLate)
    assert ask_refusal(READER, TIMES, WINDOW.opens_at - timedelta(days=20)) is None
    assert isinstance(ask_refusal(ANONYMOUS, TIMES, WINDOW.opens_at), Denied)


@pytest.mark.parametrize("role", list(Role))
def test_who_answers_and_who_reads_what_waits(role: Role) -> None:
    actor = Actor(user_id=2, roles=frozenset({role}))
    assert can_answer(actor) is (role in {Role.OFFICER, Role.MANAGER, Role.ADMIN})
    assert can_see(actor, is_public=False, asked_by=1) is (can_answer(actor) or role == Role.AUDITOR)
    assert can_see(actor, is_public=True, asked_by=1)


def test_the_asker_sees_their_own() -> None:
    assert can_see(READER, is_public=False, asked_by=1)
    assert not can_see(ANONYMOUS, is_public=False, asked_by=1)
    assert can_see(SYSTEM, is_public=False, asked_by=1)


texts = st.dictionaries(st.sampled_from(["en", "fr", "ar"]), st.sampled_from(["", "words"]))


@given(texts, texts)
def test_an_answer_is_whole_when_every_language_is(question: dict[str, str], answer: dict[str, str]) -> None:
    missing = lacking((question, answer), ("en", "fr"))
    whole = {code for code in ("en", "fr") if question.get(code) and answer.get(code)}
    assert set(missing) == {"en", "fr"} - whole
