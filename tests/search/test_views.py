"""The search page, as a visitor meets it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.articles.seeding import load_practices
from cop.core.unit import commit
from cop.kernel.actor import SYSTEM
from cop.search.engine import engine
from tests.factories import NOON


@pytest.fixture
def practices(app: Flask) -> int:
    """How many there are."""
    with app.app_context():
        count = load_practices(SYSTEM, NOON)
        commit()
    return count


def page(client: FlaskClient, language: str = "en", **arguments: object) -> str:
    response = client.get(f"/{language}/search", query_string=arguments)
    assert response.status_code == 200
    return response.text


def test_an_empty_index_says_that_nothing_was_found(client: FlaskClient) -> None:
    assert "Nothing was found" in page(client, q="water")


@pytest.mark.usefixtures("practices")
class TestWithPractices:
    def test_without_a_question_the_newest(self, client: FlaskClient) -> None:
        assert page(client).count("<h2") >= 5

    def test_hits_are_marked_in_the_text_as_written(self, client: FlaskClient) -> None:
        assert "<mark>remittances</mark>" in page(client, q="remittance")

    @pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar"])
    def test_a_hit_says_its_language_and_direction(self, client: FlaskClient, language: str) -> None:
        direction = "rtl" if language == "ar" else "ltr"
        text = " ".join(page(client, language, q="mida").split())
        assert f'lang="{language}" dir="{direction}"' in text

    def test_filters_are_kept_and_can_be_taken_away(self, client: FlaskClient) -> None:
        text = page(client, q="mida", country="IT")
        assert "Remove the filter:" in text
        assert "MIDA Great Lakes" not in text

    def test_a_value_that_no_facet_has_is_left_out(self, client: FlaskClient) -> None:
        assert "Remove the filter:" not in page(client, country="<script>", theme="no-such", language_of="xx")

    def test_a_correction_is_said_with_a_way_to_the_literal_search(self, client: FlaskClient) -> None:
        text = page(client, q="remitances")
        assert "These are results for" in text
        assert "literally=1" in text
        assert "Nothing was found" in page(client, q="remitances", literally=1)

    @pytest.mark.parametrize(
        "typed",
        [
            "x" * 10_000,
            '"',
            '""""',
            "-",
            "- - -",
            "-the",
            "()*?:[]~^",
            "<script>alert(1)</script>",
            "%",
            "\ud7ff",
        ],
    )
    def test_odd_questions_are_answered(self, client: FlaskClient, typed: str) -> None:
        assert "<script>alert" not in page(client, q=typed)

    @pytest.mark.parametrize("number", ["1000000000", "-1", "0", "x", "٣"])
    def test_odd_page_numbers_are_the_nearest_there_is(self, client: FlaskClient, number: str) -> None:
        assert "MIDA" in page(client, q="mida", page=number)


def test_the_commands_rebuild_and_check(app: Flask, practices: int) -> None:
    run = app.test_cli_runner()
    assert run.invoke(args=["index", "check"]).exit_code == 0
    with app.app_context():
        engine().rebuild([])
    assert run.invoke(args=["index", "check"]).exit_code == 1
    assert f"{practices} practices" in run.invoke(args=["index", "rebuild"]).output
    assert run.invoke(args=["index", "check"]).exit_code == 0
