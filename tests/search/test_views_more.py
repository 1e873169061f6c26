"""What is made of a search beside its page: ways to go on, tables, a feed, searches that are kept, what was missed."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from cop.accounts.models import User
from cop.articles.seeding import load_practices
from cop.core.db import db
from cop.core.migrating import migrate
from cop.core.unit import unit_of_work
from cop.kernel.actor import SYSTEM, Role
from cop.search.models import MissedSearch, SavedSearch
from cop.search.queries import token_of
from tests.counting import counted
from tests.factories import NOON, make_user
from tests.once import site
from tests.signing import sign_in

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site with the demonstration practices, a reader and an officer."""
    folder = tmp_path_factory.mktemp("search")
    app = site(folder)
    with app.app_context():
        migrate()
        with unit_of_work():
            load_practices(SYSTEM, NOON)
            make_user(email="reader@example.org")
            make_user(Role.OFFICER, email="officer@example.org")
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def signed_in(app: Flask, name: str) -> FlaskClient:
    with app.app_context():
        user = db.session.scalars(select(User).where(User.email == f"{name}@example.org")).one()
        db.session.expunge(user)
    return sign_in(app, app.test_client(), user)


def get(client: FlaskClient, path: str, **arguments: object) -> str:
    answer = client.get(path, query_string=arguments)
    assert answer.status_code == 200
    return unescape(answer.text)


def post(client: FlaskClient, path: str, page: str, **fields: str) -> int:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert token is not None
    return client.post(path, data={"csrf_token": token[1], **fields}).status_code


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("en", "remit", "Remittances"),
        ("en", "water rem", "water remittances"),
        ("fr", "beni", "Bénin"),
        ("fr", "transf", "Transferts de fonds"),
        ("ar", "تحوي", "التحويلات المالية"),
        ("en", "mida gr", "MIDA Great Lakes"),
    ],
)
def test_ways_to_go_on_are_terms_words_and_titles_in_the_readers_language(
    client: FlaskClient, language: str, typed: str, expected: str
) -> None:
    ways = client.get(f"/{language}/search/suggestions", query_string={"q": typed}).json
    assert any(expected.casefold() in way.casefold() for way in ways), ways
    assert len(ways) <= 8
    assert len({way.casefold() for way in ways}) == len(ways)


@pytest.mark.parametrize("typed", ["", "r", " ", '"', "x" * 9_000, "(", "\ud7ff", "-"])
def test_a_letter_or_nonsense_goes_on_in_no_way(client: FlaskClient, typed: str) -> None:
    assert client.get("/en/search/suggestions", query_string={"q": typed}).json == []


def test_ways_to_go_on_cost_no_query_and_may_be_kept(app: Flask, client: FlaskClient) -> None:
    client.get("/en/search/suggestions?q=mid")
    with counted(app) as queries:
        answer = client.get("/en/search/suggestions?q=mida")
    assert len(queries) <= 1
    assert answer.headers["Cache-Control"].startswith("public, max-age=")


def test_the_page_names_ways_to_go_on_where_it_found_little(client: FlaskClient) -> None:
    assert "q=Remittances" in get(client, "/en/search", q="remittan")


def test_a_table_has_all_results_of_the_filters_in_the_pages_language(
    app: Flask, client: FlaskClient
) -> None:
    where = {"q": "mida", "kind": "practice"}
    total = int(
        re.findall(r">(\d+) results?<", get(client, "/fr/search", **where).replace("résultat", "result"))[0]
    )
    sheet = client.get("/fr/search/results.csv", query_string=where)
    rows = list(csv.reader(io.StringIO(sheet.data.decode("utf-8-sig"))))
    assert len(rows) == total + 1
    site = app.config["SETTINGS"].base_url
    assert all(row[-1].startswith(f"{site}/fr/practices/") for row in rows[1:]), rows[1]
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get("/ar/search/results.xlsx", query_string=where).data)
    )
    assert len(book.get_sheet_by_index(0).to_python()) == total + 1
    records = client.get("/en/search/results.json", query_string=where).json
    assert (len(records), {record["kind"] for record in records}) == (total, {"practice"})
    assert client.get("/en/search/results.exe").status_code == 404


def test_a_feed_has_the_newest_in_the_pages_language_each_with_its_own(client: FlaskClient) -> None:
    answer = client.get("/ar/search/feed", query_string={"q": "mida", "country": "IT"})
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own page
    dates = [entry.findtext(f"{ATOM}updated") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert dates
    assert dates == sorted(dates, reverse=True)
    assert "/ar/search/feed?q=mida&country=IT" in str(feed.findtext(f"{ATOM}id"))


def test_a_search_is_kept_listed_removed_and_ended_from_a_mail(app: Flask) -> None:
    reader = signed_in(app, "reader")
    with counted(app) as queries:
        found = get(reader, "/en/search", q="mida", country="IT")
    assert len(queries) <= 8
    assert "Be told by mail of what is new here" in found
    fields = {"query": "q=mida&country=IT&page=3", "rhythm": "weekly"}
    assert post(reader, "/en/account/searches", "/en/account/searches", query="", rhythm="daily") == 422
    assert post(reader, "/en/account/searches", "/en/search?q=mida", **fields) == 303
    listed = get(reader, "/en/account/searches")
    assert "“mida” · Italy" in listed
    assert "Every week" in listed
    with app.app_context():
        saved = db.session.scalars(select(SavedSearch)).one()
        assert saved.query == "q=mida&country=IT"
        end = f"/en/searches/{token_of(saved)}/end"
        db.session.rollback()
    visitor = app.test_client()
    assert "mida" in get(visitor, end)
    assert "mida" in get(reader, "/en/account/searches")
    assert post(visitor, end, end) == 303
    assert visitor.get(end).status_code == 404
    assert "You keep no search yet" in get(reader, "/en/account/searches")


def test_what_finds_nothing_is_counted_and_shown_to_the_secretariat_alone(app: Flask) -> None:
    visitor, officer = app.test_client(), signed_in(app, "officer")
    for text in ("Zzyzx wells-zz amina@example.org", "Zzyzx", "mida", "zzyzx", "12345"):
        get(visitor, "/fr/search", q=text, literally=1)
    get(visitor, "/fr/search", q="zzyzx", country="IT")
    get(officer, "/fr/search", q="zzyzx")
    with app.app_context():
        rows = {row.words: row.times for row in db.session.scalars(select(MissedSearch))}
        db.session.rollback()
    assert rows["zzyzx"] == 2
    assert "mida" not in rows
    assert "amina" not in str(rows)
    listed = get(officer, "/en/search/missed", language_of="fr", days="30")
    assert "zzyzx" in listed
    assert "Nobody searched in vain" in get(officer, "/en/search/missed", language_of="pt")
    assert signed_in(app, "reader").get("/en/search/missed").status_code == 403
