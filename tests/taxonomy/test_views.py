"""Vocabularies on screen and as data."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.kernel.actor import SYSTEM, Role
from cop.taxonomy.services import change_term
from tests.articles.pages import arranged, send
from tests.factories import NOON, make_article, make_user
from tests.taxonomy.wording import typed, wording

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def manager(app: Flask, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    with arranged(app):
        user = make_user(Role.MANAGER)
    return sign_in(client, user)


def test_everyone_reads_the_terms_and_the_data(client: FlaskClient) -> None:
    assert "Themes" in client.get("/en/vocabularies").text
    page = client.get("/fr/vocabularies/themes").text
    assert "Transferts de fonds" in page
    assert "Add a term" not in page
    assert '<bdi lang="ar" dir="rtl">' in client.get("/en/vocabularies/sectors/12281").text
    turtle = client.get("/vocabularies/themes.ttl")
    assert turtle.mimetype == "text/turtle"
    assert "/vocabularies/themes/remittances> a skos:Concept" in turtle.text
    assert 'skos:prefLabel "Thèmes"@fr' in turtle.text
    assert client.get("/vocabularies/themes.rdf").mimetype == "application/rdf+xml"
    for nothing in ("/en/vocabularies/nothing", "/vocabularies/themes/nothing", "/vocabularies/nothing.ttl"):
        assert client.get(nothing).status_code == 404


def test_an_address_for_good_leads_a_reader_to_a_page_and_a_program_to_data(client: FlaskClient) -> None:
    page = client.get("/vocabularies/themes/rights", headers={"Accept-Language": "es"})
    assert (page.status_code, page.location) == (303, "/es/vocabularies/themes/rights")
    data = client.get("/vocabularies/themes", headers={"Accept": "text/turtle"})
    assert (data.status_code, data.location) == (303, "/vocabularies/themes.ttl")


def test_a_manager_adds_a_term_and_what_is_wrong_stays_typed(manager: FlaskClient) -> None:
    address = "/en/vocabularies/themes/new"
    wrong = send(manager, address, **typed("Mentoring", code="Mentoring!", parent="capacities"))
    assert wrong.status_code == 422
    assert 'value="Mentoring fr"' in wrong.text
    wordless = send(manager, address, **typed("Mentoring", code="mentoring") | {"label_fr": ""})
    assert '<a href="#label_fr">Label, French – Please answer this.</a>' in wordless.text
    done = send(manager, address, **typed("Mentoring", "coaching", code="mentoring", parent="capacities"))
    assert (done.status_code, done.location) == (303, "/en/vocabularies/themes/mentoring")
    assert "coaching" in manager.get(done.location).text
    assert "Mentoring en" in manager.get("/en/practices/new").text


def test_two_editors_see_each_other_s_words(app: Flask, manager: FlaskClient) -> None:
    with arranged(app):
        change_term("themes", "rights", wording("Theirs"), made_from=0, actor=SYSTEM, now=NOON)
    address = "/en/vocabularies/themes/rights/edit"
    stale = send(manager, address, **typed("Mine", made_from=0, parent=""))
    assert stale.status_code == 409
    assert "Theirs fr" in stale.text
    assert 'value="Mine fr"' in stale.text
    assert 'name="made_from" type="hidden" value="1"' in stale.text
    assert send(manager, address, **typed("Mine", made_from=1, parent="")).status_code == 303


def test_a_retired_term_is_shown_where_it_was_chosen_alone(app: Flask, manager: FlaskClient) -> None:
    with arranged(app):
        article = make_article(themes=["rights"], author=None)
    assert send(manager, "/en/vocabularies/themes/rights/retirement").status_code == 303
    assert 'value="rights"' not in manager.get("/en/practices/new").text
    address = f"/en/practices/{article.id}/about"
    assert 'value="rights"' in manager.get(address).text
    facts = {"countries_of_origin": "CO", "lead": "Somebody"}
    mark = manager.get(address).text.split('name="made_from"')[1].split('value="')[1].split('"')[0]
    kept = send(manager, address, themes=["rights"], made_from=mark, **facts)
    assert kept.status_code == 303
    assert send(manager, "/en/vocabularies/themes/rights/retirement/removal").status_code == 303
    assert 'value="rights"' in manager.get("/en/practices/new").text


def test_what_was_merged_leads_to_what_stays_everywhere(app: Flask, manager: FlaskClient) -> None:
    with arranged(app):
        make_article(themes=["rights"])
    address = "/en/vocabularies/themes/rights/merging"
    assert "1 practice" in manager.get(address).text
    assert send(manager, address, into="").status_code == 422
    done = send(manager, address, into="capacities", made_from=0)
    assert (done.status_code, done.location) == (303, "/en/vocabularies/themes/capacities")
    anybody = app.test_client()
    moved = anybody.get("/fr/vocabularies/themes/rights")
    assert (moved.status_code, moved.location) == (301, "/fr/vocabularies/themes/capacities")
    assert "Practice" in anybody.get("/en/practices/feed?theme=rights").text
    assert re.search(r'value="capacities"\s+checked', anybody.get("/en/search?theme=rights").text)
    assert "isReplacedBy" in anybody.get("/vocabularies/themes.ttl").text


def test_pages_ask_the_database_no_more_for_their_terms(
    app: Flask, client: FlaskClient, statements: list[str]
) -> None:
    for address in (
        "/en/vocabularies",
        "/en/vocabularies/themes",
        "/en/vocabularies/countries/TR",
        "/en/search",
    ):
        client.get(address)
    assert not [said for said in statements if "taxonomy_term" in said]
