"""A practice told section by section, and read whole, through the client."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.articles.models import Article
from cop.core.db import db
from tests.articles.pages import SignIn, arranged, send
from tests.factories import make_article, make_user


@pytest.fixture
def author(app: Flask) -> User:
    with arranged(app):
        return make_user()


@pytest.fixture
def number(app: Flask, author: User) -> int:
    with arranged(app):
        return make_article(author=author, state="draft").id


@pytest.fixture
def writer(client: FlaskClient, author: User, sign_in: SignIn) -> FlaskClient:
    return sign_in(client, author)


def _save(writer: FlaskClient, url: str, **fields: Any) -> Any:
    """Post a section as its page has it now, with `fields` changed."""
    page = writer.get(url).text
    kept = dict(re.findall(r'<input id="[^"]+" name="([^"]+)" type="hidden" value="([^"]*)"', page))
    return send(writer, url, **{**kept, **fields})


def _article(app: Flask, number: int) -> Article:
    article = db.session.get_one(Article, number)
    assert article.texts
    return article


def _blocks(app: Flask, number: int) -> list[str]:
    with app.app_context():
        article = _article(app, number)
        texts = article.texts[0].content.get("blocks", {})
        return [texts[row["key"]]["title"] for row in article.details.get("blocks", [])]


def test_a_section_is_saved_unfinished_and_leads_to_the_next(
    app: Flask, writer: FlaskClient, number: int
) -> None:
    answer = _save(writer, f"/en/practices/{number}/sections/story", approach="We dug.", act="next")
    assert (answer.status_code, answer.location) == (303, f"/en/practices/{number}/sections/blocks")
    page = writer.get(f"/en/practices/{number}/edit").text
    assert "Incomplete" in page
    answer = _save(writer, f"/en/practices/{number}/sections/evidence", sources="A report", act="next")
    assert answer.location == f"/en/practices/{number}/edit"


def test_rows_are_added_moved_and_removed(app: Flask, writer: FlaskClient, number: int) -> None:
    url = f"/en/practices/{number}/sections/blocks"
    rows = {
        f"blocks-{n}-{code}": text
        for n, title in enumerate(("Owners", "Masters"))
        for code, text in (("title", title), ("purpose", "p"))
    }
    answer = _save(writer, url, **rows, act="more-blocks")
    assert (answer.status_code, answer.location) == (303, url)
    assert _blocks(app, number) == ["Owners", "Masters"]
    assert 'name="blocks-2-title"' in writer.get(url).text
    _save(writer, url, **rows, act="up-blocks-1")
    assert _blocks(app, number) == ["Masters", "Owners"]
    turned = {**rows, "blocks-0-title": "Masters", "blocks-1-title": "Owners"}
    _save(writer, url, **turned, act="down-blocks-0")
    assert _blocks(app, number) == ["Owners", "Masters"]
    _save(writer, url, **rows, act="remove-blocks-0")
    assert _blocks(app, number) == ["Masters"]
    _save(writer, url, **{"blocks-0-title": "", "blocks-0-purpose": ""})
    assert _blocks(app, number) == []


def test_a_begun_row_needs_its_name_and_keeps_what_was_typed(
    app: Flask, writer: FlaskClient, number: int
) -> None:
    url = f"/en/practices/{number}/sections/who"
    answer = _save(writer, url, **{"partners-0-role": "Kept role", "women": "many"})
    assert answer.status_code == 422
    assert "Kept role" in answer.text
    assert "Write a number" in answer.text
    assert '<a href="#partners-0-name">Partner 1: ' in answer.text
    assert "Please answer this" in answer.text


def test_numbers_are_read_as_people_write_them(app: Flask, writer: FlaskClient, number: int) -> None:
    row = {"results-0-indicator": "Familles", "results-0-value": "1 234,50", "results-0-effect": "-1"}
    assert _save(writer, f"/fr/practices/{number}/sections/results", **row).status_code == 303
    with app.app_context():
        (kept,) = _article(app, number).details["results"]
    assert (kept["value"], kept["effect"]) == ("1234.50", "-1")


def test_a_stale_section_is_a_409_with_both(app: Flask, writer: FlaskClient, number: int) -> None:
    url = f"/en/practices/{number}/sections/story"
    mark = re.search(r'name="made_from"[^>]*value="([^"]+)"', writer.get(url).text)
    assert mark
    assert send(writer, url, approach="Theirs", made_from=mark[1]).status_code == 303
    answer = send(writer, url, approach="Mine", made_from=mark[1])
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    newer = re.search(r'name="made_from"[^>]*value="([^"]+)"', answer.text)
    assert newer
    assert send(writer, url, approach="Mine", made_from=newer[1]).status_code == 303


def test_a_section_that_is_none_is_a_404(writer: FlaskClient, number: int) -> None:
    assert writer.get(f"/en/practices/{number}/sections/nonsense").status_code == 404


def test_a_block_says_where_it_was_taken_from(app: Flask, writer: FlaskClient, number: int) -> None:
    with arranged(app):
        source = make_article()
    url, row = f"/en/practices/{number}/sections/blocks", {"blocks-0-title": "Ours", "blocks-0-purpose": "p"}
    for address in ("https://elsewhere.example/", f"/en/practices/{number}"):
        assert _save(writer, url, **row, **{"blocks-0-reused_from": address}).status_code == 422
    address = f"http://127.0.0.1:8000/fr/practices/{source.id}/slug#block-abc"
    assert _save(writer, url, **row, **{"blocks-0-reused_from": address}).status_code == 303
    assert f"/practices/{source.id}#block-abc" in writer.get(url).text
    page = writer.get(f"/en/practices/{number}", follow_redirects=True).text
    assert f"/en/practices/{source.id}/{source.texts[0].slug}#block-abc" in page


def test_a_translation_asks_for_each_text_and_a_reader_gets_the_original_of_the_rest(
    app: Flask, writer: FlaskClient, number: int
) -> None:
    rows = {"blocks-0-title": "Owners", "blocks-0-purpose": "Care"}
    _save(writer, f"/en/practices/{number}/sections/blocks", **rows)
    url = f"/fr/practices/{number}/translations/fr"
    paths = re.findall(r'name="text-(blocks-[a-z0-9]+-\w+)"', writer.get(url).text)
    assert [path.rsplit("-", 1)[1] for path in paths] == ["title", "purpose"]
    words = {"title": "Eau", "summary": "s", "approach": "On a creusé.", paths[0]: "Propriétaires"}
    assert send(writer, url, **{f"text-{path}": text for path, text in words.items()}).status_code == 303
    page = writer.get(f"/fr/practices/{number}", follow_redirects=True).text
    assert "Propriétaires" in page
    assert re.search(r'lang="en" dir="ltr">\s*<p>Care</p>', page)


def test_persons_are_shown_if_they_agreed(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article()
        article.details = {
            "people": [
                {"key": "a", "name": "Amina", "contact": "amina@example.org", "agrees": True},
                {"key": "b", "name": "Bernard", "contact": "bernard@example.org"},
            ]
        }
    for page in ("", "/print"):
        text = client.get(f"/en/practices/{article.id}{page}", follow_redirects=True).text
        assert "mailto:amina@example.org" in text
        assert "ernard" not in text


def test_search_engines_are_told_what_it_is_and_where_its_texts_are(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(texts=("ar", "en"))
        article.texts[1].title = "</script><script>alert(1)"
    slug = article.texts[1].slug
    page = client.get(f"/en/practices/{article.id}/{slug}").text
    (said,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    schema = json.loads(said)
    assert (schema["@type"], schema["inLanguage"]) == ("Article", "en")
    assert schema["headline"] == "</script><script>alert(1)"
    found = re.findall(r'<link rel="alternate" hreflang="(\w+)"', page)
    assert sorted(found) == ["ar", "en"]
    french = client.get(f"/fr/practices/{article.id}", follow_redirects=True).text
    arabic = f"http://127.0.0.1:8000/ar/practices/{article.id}/{article.texts[0].slug}"
    assert f'<link rel="canonical" href="{arabic}">' in french
