"""What people type is kept as they typed it, without what nobody sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from cop.core.forms import Answered, one_line, strip

UNSEEN = "\x00\x0b\x0c\x1f\x7f\x85\u2028\u2029\u202e\u2066\ufffe\uffff"


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


@pytest.mark.parametrize(
    ("text", "holds"),
    [("Aïcha", True), (" نَدى ", True), ("", False), (" \t\n", False), ("\u200b\u2060", False)],
)
def test_what_nobody_can_read_is_no_answer(text: str, holds: bool) -> None:
    class Asked(Form):
        name = StringField(validators=[Answered("Please")])

    assert Asked(MultiDict({"name": text})).validate() is holds
