"""Every answer that cannot be read is named with its place and the reason; the others are read."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from cop.core.i18n import in_language
from cop.core.offline.form import Filled
from cop.proposals.offline.answering import Answered, answers_in, label_of
from cop.proposals.offline.keying import keyed
from cop.proposals.rules.merge import mark_of
from tests.calls.shipped import small
from tests.proposals.offline.filling import FRAME, STAGE

HEAD = ["Heading", "What for", "Unit", "Quantity", "Rate", "Paid by", "In kind"]
WHO = ["Name", "Type", "Country", "Its part in the project"]
CODES = {question.type: question.code for question in STAGE.questions if not hasattr(question, "among")}


@pytest.fixture(autouse=True)
def reader(app: Flask) -> Iterator[None]:
    with app.test_request_context(), in_language("en"):
        yield


def read(kind: str, *rows: list[Any], language: str = "en", times: int = 1) -> Answered:
    item = (f"{CODES[kind]}:{mark_of(None)}", list(rows))
    return answers_in(Filled("", [item] * times), STAGE, small(), frame=FRAME, language=language)


def faults(kind: str, *rows: list[Any], **more: Any) -> list[tuple[str, str, str]]:
    found = read(kind, *rows, **more)
    assert {fault.question for fault in found.faults} <= {CODES[kind]}
    return [(fault.place, fault.there, fault.why) for fault in found.faults]


def test_lines_of_a_budget() -> None:
    wrong = ["Nowhere", "Wages", "month", "two", 10, "nobody", "perhaps"]
    places = [
        place for place, _there, _why in faults("budget", HEAD, ["Staff", "Wages", "", 1, 2, "", ""], wrong)
    ]
    assert places == ["Row 2 · Heading", "Row 2 · Quantity", "Row 2 · Paid by", "Row 2 · In kind"]
    assert "first row" in faults("budget", ["Item", "Price"], ["Pens", 3])[0][2]


def test_lines_of_a_partner_that_the_same_form_names() -> None:
    """Whoever writes on paper first names partners and their costs in one form; a renamed partner keeps its lines."""
    known = {"name": "Help", "kind": "ngo", "country": "BE", "key": "k1"}
    who = [WHO, ["Help!", "ngo", "Belgium", ""], ["Women of Gitega", "diaspora", "Burundi", ""]]
    wages = ["Staff", "Wages", "month", 1, 100, "", "", "1"]
    head = [*HEAD, "Year", "Organisation"]
    lines = [head, *([*wages, name] for name in ("Amis de Gitega", "Help!", "women of gitega", "the lead"))]
    items = [
        (f"{CODES[kind]}:{mark_of(None)}", rows) for kind, rows in (("budget", lines), ("partners", who))
    ]
    found = answers_in(Filled("", items), STAGE, small(), frame=FRAME, language="en", partners=[known])
    assert found.faults == []
    _first, second = (row["key"] for row in found.answers[CODES["partners"]])
    assert second
    assert [row["partner_key"] for row in found.answers[CODES["budget"]]] == ["k1", "k1", second, ""]
    alone = faults("budget", head, [*wages, "Women of Gitega"])
    assert [place for place, _there, _why in alone] == ["Row 1 · Organisation"]


def test_partners() -> None:
    found = faults("partners", WHO, ["Help", "charity", "Nowhere", ""], ["", "", "", "all of it"])
    assert [place for place, _there, _why in found][:2] == ["Row 1 · Type", "Row 1 · Country"]
    assert faults("partners", WHO, *([["Help", "ngo", "Belgium", ""]] * 51)) == [("", "", "At most 50 rows.")]


def test_marks() -> None:
    assert (
        faults("choice", ["Answer", ""], ["one [en]", "x"], ["other [fr]", "v"])[0][2]
        == "Only one can be marked here."
    )
    assert (
        faults("several", ["Answer", ""], ["something else", "x"])[0][2] == "This is not one of the choices."
    )
    assert read(
        "several", ["Answer", ""], ["one [en]", "no"], ["autre", ""], ["other [fr]", True]
    ).answers == {CODES["several"]: ["other"]}


def test_numbers_and_days_as_people_and_spreadsheets_write_them() -> None:
    assert read("money", ["1.234,50"], language="es").answers == {CODES["money"]: "1234.50"}
    assert read("money", [1234.5]).answers == {CODES["money"]: "1234.5"}
    assert read("date", ["2027-03-31 00:00:00"]).answers == {CODES["date"]: "2027-03-31"}
    assert read("period", ["١٢"], language="ar").answers == {CODES["period"]: 12}
    assert faults("number", ["many"])[0][1:] == ("many", "Write a number, for example 1,234.5.")
    assert faults("date", ["soon"])[0][1] == "soon"


def test_tables() -> None:
    too_many = faults("table", ["goal", "month"], *([["a", "b"]] * 21))
    assert too_many[0][2] == "At most 20 rows."
    long = faults("table", ["goal", "month"], ["a", "b" * 1001])
    assert long[0][0] == "Row 1 · month [en]"


def test_a_question_that_is_there_twice_or_not_asked_is_named_and_not_read() -> None:
    found = read("short_text", ["One"], times=2)
    assert [fault.why for fault in found.faults] == ["This question is in the file more than once."]
    assert found.answers == {}
    gone = Filled("", [("gone:0123456789abcdef", [["Words"]])])
    unknown = answers_in(gone, STAGE, small(), frame=FRAME, language="en")
    assert [(fault.question, fault.there) for fault in unknown.faults] == [("gone", "Words")]
    assert label_of("gone", STAGE) == "gone"


def test_a_partner_stays_the_one_it_was() -> None:
    known = [
        {"name": "Help", "kind": "ngo", "country": "BE", "key": "a"},
        {"name": "Aid", "kind": "ngo", "country": "FR", "key": "b"},
    ]
    rows = [
        {**known[1], "key": ""},
        {**known[0], "name": "Help!", "key": ""},
        {**known[0], "kind": "other", "key": ""},
    ]
    assert [row["key"] for row in keyed(rows, known)] == ["b", "", "a"]
    assert [row["key"] for row in keyed(rows[:2], known)] == ["b", "a"]
