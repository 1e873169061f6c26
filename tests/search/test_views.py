"""The search page, as a visitor meets it."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.articles.seeding import load_practices
from cop.core.migrating import migrate
from cop.core.unit import unit_of_work
from cop.directory.services.organisations import Facts, create_organisation
from cop.kernel.actor import SYSTEM
from cop.search.engine import engine
from tests.counting import counted
from tests.factories import NOON, make_user
from tests.once import site


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site with the demonstration practices and an organisation; nothing here changes it but the index, which is put back."""
    folder = tmp_path_factory.mktemp("search")
    app = site(folder)
    with app.app_context():
        migrate()
        with unit_of_work():
            load_practices(SYSTEM, NOON)
            facts = Facts(name="Mida friends", kind="diaspora", country="BE", about="They dig wells.")
            create_organisation(facts, owner=make_user(), actor=SYSTEM, now=NOON)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def page(client: FlaskClient, language: str = "en", **arguments: object) -> str:
    response = client.get(f"/{language}/search", query_string=arguments)
    assert response.status_code == 200
    return " ".join(unescape(response.text).split())


def titles(text: str) -> list[str]:
    return re.findall(r'<h2 class="h3"> <a [^>]*>(.*?)</a>', text)


def test_without_a_question_the_newest(client: FlaskClient) -> None:
    text = page(client)
    assert len(titles(text)) == 10
    assert 'aria-current="true">Newest' in text
    assert "Best match" not in text


def test_hits_are_marked_in_the_text_as_written(client: FlaskClient) -> None:
    assert "<mark>remittances</mark>" in page(client, q="remittance")


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar"])
def test_a_hit_says_its_language_and_direction(client: FlaskClient, language: str) -> None:
    direction = "rtl" if language == "ar" else "ltr"
    assert f'lang="{language}" dir="{direction}"' in page(client, language, q="mida")


def test_a_name_is_in_no_language_and_its_kind_is_said(client: FlaskClient) -> None:
    text = page(client, "ar", kind="organisation")
    assert titles(text) == ["Mida friends"]
    assert 'dir="auto">Mida friends' in text


def test_filters_are_kept_and_can_be_taken_away_one_by_one(client: FlaskClient) -> None:
    text = page(client, q="mida", country=["IT", "CI"], kind="practice", order="newest")
    assert text.count("Remove the filter:") == 3
    assert "q=mida&kind=practice&country=CI&order=newest" in text
    assert '<input type="hidden" name="order" value="newest">' in text


def test_every_facet_narrows_and_counts_what_it_would_leave(client: FlaskClient) -> None:
    text = page(client)
    for name in ("kind", "theme", "sector", "country", "language_of", "year"):
        options = re.findall(rf'name="{name}" value="([^"]+)" > <span>[^<]*</span> <span>(\d+)</span>', text)
        assert options, name
        value, count = options[-1]
        assert re.search(rf">{count} results?<", page(client, **{name: value})), (name, value)


def test_a_value_that_no_facet_has_is_left_out(client: FlaskClient) -> None:
    odd = {"country": "<script>", "theme": "no-such", "language_of": "xx", "corridor": "XX-", "year": "٢٠٢٦"}
    odd |= {"kind": "secret", "evidence": "none", "order": "random", "sector": "x" * 5_000}
    assert "Remove the filter:" not in page(client, **odd)


def test_a_correction_is_said_with_a_way_to_the_literal_search(client: FlaskClient) -> None:
    text = page(client, q="remitances")
    assert "These are results for" in text
    assert "literally=1" in text
    literal = page(client, q="remitances", literally=1)
    assert "Nothing was found" in literal
    assert "Did you mean" in literal


def test_nothing_found_shows_what_would_find_something(client: FlaskClient) -> None:
    text = page(client, q='"mida zebra"', kind="organisation", country="IT")
    assert "Without quotation marks and minus signs" not in text
    assert "The words alone, without any filter" in text
    text = page(client, q="friends", kind="organisation", year="1999")
    assert "Without the filter “Year: 1999”</a>, 1 result" in text
    assert "Try other words" in page(client, q="zzzzqqqq")


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
def test_odd_questions_are_answered(client: FlaskClient, typed: str) -> None:
    assert "<script>alert" not in client.get("/en/search", query_string={"q": typed}).text


@pytest.mark.parametrize("number", ["1000000000", "-1", "0", "x", "٣"])
def test_odd_page_numbers_are_the_nearest_there_is(client: FlaskClient, number: str) -> None:
    assert "MIDA" in page(client, q="mida", page=number)


def test_the_page_asks_the_database_for_nothing(app: Flask, client: FlaskClient) -> None:
    with counted(app) as queries:
        page(client, q="mida", country="IT")
    assert len(queries) <= 1


def test_the_commands_rebuild_and_check(app: Flask) -> None:
    run = app.test_cli_runner()
    assert run.invoke(args=["index", "check"]).exit_code == 0
    with app.app_context():
        count = engine().count()
        engine().rebuild([])
    assert "Nothing was found" in page(app.test_client(), q="water")
    assert run.invoke(args=["index", "check"]).exit_code == 1
    assert (
        "practices, calls and organisations are in the index." in run.invoke(args=["index", "rebuild"]).output
    )
    assert run.invoke(args=["index", "check"]).exit_code == 0
    with app.app_context():
        assert engine().count() == count
