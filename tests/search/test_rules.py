"""What of a search in vain may be counted, and when somebody is told what is new."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.search.rules import GRACE, PAUSES, Rhythm, kept_words, told_up_to
from tests.factories import NOON


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Puits  d'Eau potable ", "puits d eau potable"),
        ("ÉCOLES", "ecoles"),
        ("المدرسة", "المدرسه"),
        ("amina@example.org puits", "puits"),
        ("call +32 470 123456 now", "call now"),
        ("passport AB123456", "passport"),
        ("https://example.org/amina wells", "wells"),
        ("2030", ""),
        ('"-"', ""),
        ("a b c d e f g h i j", "a b c d e f g h"),
    ],
)
def test_words_are_counted_and_nothing_that_points_at_a_person(typed: str, kept: str) -> None:
    assert kept_words(typed) == kept


@given(st.text(max_size=200))
def test_what_is_kept_is_short_plain_and_stays_what_it_is(typed: str) -> None:
    kept = kept_words(typed)
    assert len(kept) <= 300
    assert "@" not in kept
    assert not any(letter.isdigit() for letter in kept)
    assert kept_words(kept) == kept


@pytest.mark.parametrize("rhythm", Rhythm)
@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 31)))  # noqa: DTZ001 - made aware below
def test_a_mail_is_due_once_a_pause_and_tells_nothing_twice(rhythm: Rhythm, at: datetime) -> None:
    now = at.replace(tzinfo=NOON.tzinfo)
    until = told_up_to(rhythm, NOON, now)
    assert (until is None) == (now - GRACE - NOON < PAUSES[rhythm])
    if until is not None:
        assert told_up_to(rhythm, until, now + PAUSES[rhythm] - timedelta(seconds=1)) is None
