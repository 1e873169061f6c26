"""The library in the browser's eyes: proposing, publishing, finding, taking along, and what is refused."""

import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.core.db import db
from cop.files.services import keep_file
from cop.files.states import ScanState
from cop.kernel.actor import SYSTEM, Role
from cop.resources.models import Resource
from tests.articles.pages import arranged, send
from tests.counting import counted
from tests.factories import NOON, make_resource, make_user
from tests.resources.test_services import PDF
from tests.signing import sign_in

FILLED = {
    "language": "fr",
    "title_fr": "Un guide <b>court</b>",
    "summary_fr": "Pour qui tient les comptes.",
    "summary_en": "For whoever keeps the books.",
    "kind": "guide",
    "publisher": "Une association",
    "year": "٢٠٢٤",
    "languages": ["fr", "it"],
    "themes": ["remittances"],
    "countries": "Sénégal, Italie",
    "licence": "CC-BY-4.0",
}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def people(app: Flask) -> dict[str, FlaskClient]:
    """A member and an officer, signed in."""
    with arranged(app):
        users = {"member": make_user(), "officer": make_user(Role.OFFICER)}
    return {name: sign_in(app, app.test_client(), user) for name, user in users.items()}


@pytest.fixture
def made(app: Flask) -> Callable[..., int]:
    """Makes a resource; its number."""

    def make(**given: Any) -> int:
        with arranged(app):
            return make_resource(**given).id

    return make


def test_a_member_proposes_an_editor_returns_and_publishes_everybody_takes_it_along(
    client: FlaskClient, people: dict[str, FlaskClient]
) -> None:
    member, officer = people["member"], people["officer"]
    refused = send(member, "/fr/resources/new", **FILLED | {"kind": "", "link": "nowhere"})
    assert refused.status_code == 422
    assert "Un guide &lt;b&gt;court&lt;/b&gt;" in refused.text
    assert re.search(r'value="it"\s+checked', refused.text)
    nothing = send(member, "/fr/resources/new", language="fr")
    assert nothing.text.count('aria-invalid="true"') == 3, "title, summary, kind: all at once"
    saved = send(member, "/fr/resources/new", **FILLED)
    assert saved.status_code == 303
    page = saved.location
    assert 'value="2024"' in member.get(f"{page}/edit").text
    assert {c.get(page).status_code for c in (client, officer)} == {404}
    assert send(member, f"{page}/proposal").status_code == 422
    wrong = send(member, f"{page}/document", file=(io.BytesIO(b"MZ"), "a.pdf"))
    assert wrong.status_code == 422
    assert send(member, f"{page}/document", file=(io.BytesIO(PDF.content), PDF.name)).status_code == 303
    assert send(member, f"{page}/proposal").status_code == 303
    assert "Un guide" in officer.get("/en/resources/proposed").text
    assert "/resources/" in officer.get("/en/desk").text
    assert send(officer, f"{page}/return", reason="").status_code == 422
    assert send(officer, f"{page}/return", reason="Which edition?").status_code == 303
    assert "Which edition?" in member.get(page).text
    assert send(member, f"{page}/proposal").status_code == 303
    assert send(officer, f"{page}/publication").status_code == 303
    shown = client.get(page.replace("/fr/", "/en/")).text
    assert "For whoever keeps the books." in shown
    assert '<span lang="fr" dir="ltr">Un guide' in shown
    facts = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)[0])
    assert (facts["inLanguage"], facts["datePublished"]) == (["fr", "it"], "2024")
    file = client.get(f"{page}/file")
    assert file.data == PDF.content
    assert file.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D8%AF")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert send(officer, f"{page}/withdrawal", reason="Out of date.").status_code == 303
    assert {client.get(path).status_code for path in (page, f"{page}/file")} == {404}
    assert "Out of date." in member.get(page).text


def test_an_editor_who_was_overtaken_sees_both_versions(
    app: Flask, people: dict[str, FlaskClient], made: Callable[..., int]
) -> None:
    number, officer = made(), people["officer"]
    url = f"/en/resources/{number}/edit"
    form = {**FILLED, "made_from": "0" * 16, "link": "https://example.org/mine"}
    stale = send(officer, url, **form)
    assert stale.status_code == 409
    assert "https://example.org/mine" in stale.text
    assert "About resource" in stale.text
    mark = re.search(r'name="made_from"[^>]*value="([^"]+)"', stale.text)
    assert mark
    assert send(officer, url, **form | {"made_from": mark[1]}).status_code == 303
    with app.app_context():
        assert db.session.get_one(Resource, number).link == "https://example.org/mine"


def test_the_list_is_narrowed_counted_and_ordered_by_its_address(
    client: FlaskClient, made: Callable[..., int]
) -> None:
    law = made(kind="law", year=1999, countries=["SN"], languages=["fr"], texts=("fr", "en"))
    guide = made(themes=["remittances-businesses"], countries=["SN", "IT"])
    hidden = made(state="proposed", kind="video", countries=["TD"])
    every = client.get("/en/resources").text
    assert _shown(every) == [guide, law]
    assert "Chad" not in every
    assert f"/resources/{hidden}" not in every
    assert re.search(r"<span>Senegal</span>\s*<span>2</span>", every)
    for query, found in (
        ("kind=law", [law]),
        ("kind=law&kind=guide&order=title", [law, guide]),
        ("theme=remittances&country=IT", [guide]),
        ("language_of=fr&year=1999", [law]),
        ("kind=law&country=IT", []),
        ("kind=poem&year=soon&page=10000&order=;drop", [guide, law]),
    ):
        assert _shown(client.get(f"/en/resources?{query}").text) == found, query
    chosen = client.get("/en/resources?kind=law&country=SN").text
    assert re.search(r"<span>Guide</span>\s*<span>1</span>", chosen)
    assert 'href="/en/resources?country=SN"' in chosen


def _shown(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<h2 class="h3">\s*<a href="/en/resources/(\d+)"', page)]


def test_what_is_new_and_fits_is_a_feed(client: FlaskClient, made: Callable[..., int]) -> None:
    made(kind="law")
    number = made(texts=("fr", "en"))
    feed = ET.fromstring(client.get("/ar/resources/feed?kind=guide").data)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"http://127.0.0.1:8000/fr/resources/{number}"
    ]
    assert feed.findtext(f"{ATOM}title", "").count(":") == 1


def test_what_fits_is_a_table_in_which_nothing_calculates(
    client: FlaskClient, made: Callable[..., int]
) -> None:
    made(kind="law", authors="=1+1", countries=["SN", "IT"], year=1999)
    made()
    rows = client.get("/fr/resources/table.csv?kind=law").data.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "Loi ou politique" in rows[1]
    assert "'=1+1" in rows[1]
    assert '"Italie, Sénégal"' in rows[1]
    assert client.get("/ar/resources/table.xlsx").data.startswith(b"PK")
    assert client.get("/ar/resources/table.html").status_code == 404


@pytest.mark.parametrize("order", ["new", "title"])
def test_a_list_asks_as_often_however_long_it_is(
    app: Flask, client: FlaskClient, made: Callable[..., int], order: str
) -> None:
    client.get("/en/resources")
    asked = []
    for more in (1, 2, 27):
        for _ in range(more):
            made(texts=("en", "fr"))
        with counted(app) as said:
            assert client.get(f"/en/resources?order={order}").status_code == 200
        asked.append(len(said))
    assert len(set(asked)) == 1, asked
    assert asked[0] <= 8


def test_a_link_is_marked_as_leading_off_the_site(client: FlaskClient, made: Callable[..., int]) -> None:
    page = client.get(f"/en/resources/{made(link='https://www.example.org/a')}").text
    assert re.search(r'href="https://www.example.org/a"\s+rel="external nofollow ugc noopener"', page)
    assert "Open it at example.org" in page
    assert "leads to another site" in page
    page = client.get(f"/en/resources/{made(link='https://elsewhere.example?.example.org/')}").text
    assert "Open it at elsewhere.example<" in page


def test_a_document_that_holds_a_virus_is_not_given(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        resource = make_resource()
        resource.file = keep_file(b"x", name="a.pdf", media_type="application/pdf", actor=SYSTEM, now=NOON)
        resource.file.scan = ScanState.INFECTED
        number = resource.id
    assert "A virus was found" in client.get(f"/en/resources/{number}").text
    assert client.get(f"/en/resources/{number}/file").status_code == 409


def test_what_may_be_found_is_in_the_sitemap(client: FlaskClient, made: Callable[..., int]) -> None:
    number, hidden = made(texts=("fr", "ar")), made(state="withdrawn")
    text = client.get("/sitemap.xml").text
    assert {f"/{code}/resources/{number}<" in text for code in ("fr", "ar")} == {True}
    assert f"/en/resources/{number}<" not in text
    assert f"/resources/{hidden}<" not in text
