"""A practice taken along: as a PDF, as a citation, in a feed."""

import json
from xml.etree import ElementTree as ET

from flask import Flask
from flask.testing import FlaskClient

from tests.articles.pages import arranged
from tests.factories import make_article

ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(client: FlaskClient, url: str) -> ET.Element:
    return ET.fromstring(client.get(url).data)  # noqa: S314 - it is our own


def test_citations_name_title_lead_year_and_address(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(lead="Land & water {1}")
        article.texts[0].title = "100% of water\\"
    page = f"http://127.0.0.1:8000/en/practices/{article.id}/{article.texts[0].slug}"
    url = f"/en/practices/{article.id}/citation"
    bib = client.get(f"{url}/bib")
    assert bib.headers["Content-Disposition"].endswith(f'"practice-{article.id}.bib"')
    assert "title = {{100\\% of water/}}" in bib.text
    assert "author = {{Land \\& water \\{1\\}}}" in bib.text
    ris = client.get(f"{url}/ris").text.split("\r\n")
    assert (ris[0], ris[-2]) == ("TY  - ELEC", "ER  - ")
    assert f"UR  - {page}" in ris
    (item,) = json.loads(client.get(f"{url}/json").text)
    assert (item["URL"], item["author"]) == (page, [{"literal": "Land & water {1}"}])
    assert item["issued"]["date-parts"][0][0] == 2026
    assert client.get(f"{url}/doc").status_code == 404


def test_what_is_not_published_is_not_cited(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(state="draft")
    for page in ("pdf", "citation/bib"):
        assert client.get(f"/en/practices/{article.id}/{page}").status_code == 404


def test_the_pdf_is_one(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(texts=("ar",))
    answer = client.get(f"/ar/practices/{article.id}/pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_the_feed_has_the_newest_in_the_reader_s_language_by_theme(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        old, new, _other = (
            make_article(texts=("en", "fr"), themes=themes)
            for themes in (["remittances"], ["remittances-businesses"], ["communities"])
        )
    feed = _feed(client, "/fr/practices/feed?theme=remittances")
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [new.texts[1].title, old.texts[1].title]
    assert feed.findtext(f"{ATOM}updated")
    assert len(_feed(client, "/fr/practices/feed").findall(f"{ATOM}entry")) == 3
    assert client.get("/fr/practices/feed?theme=nonsense").status_code == 404


def test_a_feed_of_nothing_is_a_feed(client: FlaskClient) -> None:
    feed = _feed(client, "/en/practices/feed")
    assert feed.findtext(f"{ATOM}updated")
