"""What people type is kept as they typed it, without what nobody sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.core.forms import one_line, strip

UNSEEN = "\x00\x0b\x0c\x1f\x7f\x85\u2028\u2029\u202e\u2066"


@given(st.text())
def test_text_keeps_its_lines_and_nothing_unseen(text: str) -> None:
    tidy = strip(text)
    assert strip(tidy) == tidy
    assert not set(tidy) & set(UNSEEN + "\r")


@given(st.text())
def test_a_name_is_one_line(text: str) -> None:
    """It stands in subjects and greetings of mails to people who never asked for one."""
    assert "\n" not in one_line(text)
    assert "\t" not in one_line(text)


@pytest.mark.parametrize("text", ["Aïcha  Traoré", "12\u00a0000", "نَدى \u200fعلي", "a\u200cb"])
def test_what_is_seen_stays(text: str) -> None:
    assert strip(f" {text}\r\n") == text
    assert strip("one\r\ntwo\rthree") == "one\ntwo\nthree"
