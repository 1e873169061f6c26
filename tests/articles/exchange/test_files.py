"""What is written to a file and read from it again is the same; no database."""

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings

from cop.articles.exchange.checking import faults_in
from cop.articles.exchange.files import as_json, json_in
from cop.articles.exchange.plain import Practice, mark_of, plain_of, practice_from
from cop.articles.exchange.reading import found_in
from cop.articles.exchange.sheets_in import practices_in
from cop.articles.exchange.workbook import as_workbook
from cop.articles.models import PracticeImport
from cop.core.sheet_reading import sheets_of
from tests.articles.exchange.making import practices
from tests.factories import NOON

GOOD: dict[str, Any] = {
    "original": "en",
    "texts": {"en": {"title": "Wells", "summary": "Water", "content": {"approach": "Dig"}}},
}


def saying(**content: Any) -> dict[str, Any]:
    text = GOOD["texts"]["en"]
    return {"texts": {"en": {**text, "content": {**text["content"], **content}}}}


@given(practices())
def test_json_gives_back_what_was_written(practice: Practice) -> None:
    marked = replace(practice, id=7, mark=mark_of(practice))
    (plain,) = json_in(as_json([marked]))
    assert practice_from(plain) == marked
    assert faults_in(plain) == []


@settings(max_examples=30)
@given(practices())
def test_a_workbook_gives_back_what_was_written(app: Flask, practice: Practice) -> None:
    with app.test_request_context("/en/"):
        content = as_workbook([practice, replace(practice, id=7, mark="0")], right_to_left=False)
        sheets = sheets_of(content, 100, 600)
        (row, plain), (_row, second) = practices_in(sheets)
        assert row == 3
        assert faults_in(plain) == []
        assert practice_from(plain) == practice
        assert practice_from(second) == replace(practice, id=7, mark="0")


def test_people_may_write_names_and_what_they_do_not_write_is_made_up(app: Flask) -> None:
    """Labels for codes, countries in words, rows without a key."""
    sheets = {
        "practices": [
            [
                "practice",
                "original",
                "themes",
                "countries_of_origin",
                "title.fr",
                "summary.fr",
                "approach.fr",
            ],
            ["", "", "", "", "", "", ""],
            [
                "puits",
                "fr",
                "TRANSFERTS DE FONDS DES MIGRANTS\nrights",
                "Côte d'Ivoire",
                "Puits",
                "Eau",
                "Creuser",
            ],
        ],
        "blocks": [["practice", "title.fr"], ["", ""], ["puits", "Une pompe"], ["autre", "Rien"]],
    }
    with app.app_context():
        ((row, plain),) = practices_in(sheets)
        assert (row, faults_in(plain)) == (3, [])
    assert plain["about"] == {"themes": ["remittances", "rights"], "countries_of_origin": ["CI"]}
    assert plain["details"] == {"blocks": [{"key": "r3"}]}
    assert plain["texts"]["fr"]["content"]["blocks"] == {"r3": {"title": "Une pompe"}}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"original": "de"}, "original"),
        ({"texts": 3}, "texts"),
        ({"about": {"themes": ["nothing"]}}, "about.themes"),
        ({"about": {"countries_of_origin": ["ZZ"]}}, "about.countries_of_origin"),
        ({"about": {"starts_year": 2000, "ends_year": 1990}}, "about.ends_year"),
        ({"about": {"starts_year": "2000"}}, "about.starts_year"),
        ({"details": {"women": "many"}}, "women"),
        ({"details": {"women": -1}}, "women"),
        ({"details": {"budget": "NaN"}}, "budget"),
        ({"details": {"budget": "1e-999999"}}, "budget"),
        ({"details": {"scale": "huge"}}, "scale"),
        ({"details": {"people_agree": "yes"}}, "people_agree"),
        ({"details": {"nothing": "x"}}, "nothing"),
        ({"details": {"partners": "x"}}, "partners"),
        ({"details": {"partners": [{"name": "A"}]}}, "partners-0"),
        ({"details": {"partners": [{"key": "a", "kind": "club"}]}}, "partners-0-kind"),
        ({"details": {"partners": [{"key": "a", "country": 3}]}}, "partners-0-country"),
        ({"texts": {"en": {**GOOD["texts"]["en"], "title": ""}}}, "texts.en.title"),
        ({"texts": {"en": {**GOOD["texts"]["en"], "summary": "x" * 601}}}, "texts.en.summary"),
        ({"texts": {"en": {**GOOD["texts"]["en"], "more": ""}}}, "texts.en.more"),
        ({"surprise": 1}, "surprise"),
        ({"id": 2**31}, "id"),
        ({"details": {"partners": [{"key": "a-b"}]}}, "partners-0"),
        ({"details": {"blocks": [{"key": "a", "takes_from": "x"}]}}, "blocks-0-takes_from"),
        (saying(approach={}), "texts.en.approach"),
        (saying(blocks="Dig"), "texts.en.blocks"),
        (saying(blocks={"a-b": {"title": "Dig"}}), "texts.en.blocks"),
        (saying(blocks={"a": {"no-thing": "Dig"}}), "texts.en.blocks"),
        (saying(**{"a-b": "Dig"}), "texts.en.a-b"),
    ],
)
def test_what_is_wrong_is_said_by_field(wrong: dict[str, Any], field: str) -> None:
    assert faults_in(GOOD) == []
    assert field in {fault.field for fault in faults_in(GOOD | wrong)}


@pytest.mark.parametrize("content", ["[]", "{}", "3", '{"format": "other", "practices": []}', "{", "[" * 999])
def test_a_file_of_something_else_is_unreadable(content: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        json_in(content.encode())


@pytest.mark.parametrize("word", ["a\x00b", "\\\x1f", "a\ud800b", float("nan")])
def test_what_no_column_takes_is_refused_before_it_gets_there(word: Any) -> None:
    whole = {"format": "cop-practices-1", "practices": [saying(approach=word)]}
    with pytest.raises(ValueError):  # noqa: PT011 - what a child tells apart
        json_in(json.dumps(whole).encode())


def test_marks_follow_what_is_said() -> None:
    practice = practice_from(GOOD)
    assert mark_of(practice) == mark_of(practice_from(json.loads(json.dumps(plain_of(practice)))))
    assert mark_of(practice) != mark_of(replace(practice, details={"women": 1}))


def test_a_practice_without_its_original_is_known_by_another_title() -> None:
    """Whoever mends the spreadsheet sees which practice the row is, and which column is wrong."""
    one = {"place": "4", "plain": GOOD | {"original": "Atlantis"}, "faults": [], "notes": []}
    kept = PracticeImport(name="a.xlsx", asked_by=1, asked_at=NOON, found=[one])
    (found,) = found_in(kept)
    assert (found.title, found.language) == ("Wells", "en")
