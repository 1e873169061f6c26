"""Practices as readers meet them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.articles.services.count import COUNT_READS
from cop.articles.states import TranslationState
from cop.articles.translations import reads_in
from cop.core import tally
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from tests.articles.pages import SignIn, arranged, pictured, send
from tests.factories import make_article, make_user


def test_list_of_nothing_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/en/practices")
    assert page.status_code == 200
    assert "/en/practices/new" in page.text


def test_list_shows_published_only_and_newest_first(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        made = make_article(), make_article(), make_article(state="draft")
    old, new, draft = (article.texts[0].title for article in made)
    page = client.get("/en/practices").text
    assert page.index(new) < page.index(old)
    assert draft not in page


def test_fifty_take_as_many_queries_as_one(app: Flask, client: FlaskClient, statements: list[str]) -> None:
    def count(url: str) -> int:
        statements.clear()
        assert client.get(url).status_code == 200
        return sum(1 for statement in statements if statement.startswith("SELECT"))

    counts = []
    for more in (1, 2, 47):
        with arranged(app):
            for _ in range(more):
                pictured(make_article(texts=("en", "fr", "ar")))
        counts.append(count("/fr/practices"))
    assert counts[0] == counts[1] == counts[2] == count("/fr/practices?page=2") <= 4


def test_a_practice_is_read_with_few_queries(app: Flask, client: FlaskClient, statements: list[str]) -> None:
    with arranged(app):
        article = pictured(make_article(texts=("en", "fr", "ar")))
    slug, number = article.texts[0].slug, article.id
    statements.clear()
    assert client.get(f"/en/practices/{number}/{slug}").status_code == 200
    assert sum(1 for statement in statements if statement.startswith("SELECT")) <= 8


def test_countries_come_in_the_reader_s_order(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(texts=("en", "fr"))
        article.countries_of_origin = ["GE", "DE", "AF"]  # Allemagne, in French
    number = article.id
    french = client.get(f"/fr/practices/{number}", follow_redirects=True).text
    english = client.get(f"/en/practices/{number}", follow_redirects=True).text
    assert french.index("Afghanistan") < french.index("Allemagne") < french.index("Géorgie")
    assert english.index("Afghanistan") < english.index("Georgia") < english.index("Germany")


def test_wrong_slug_moves_to_the_right_one(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(texts=("en", "fr"))
    slugs, number = {text.language: text.slug for text in article.texts}, article.id
    for given in ("", "/wrong", f"/{slugs['en']}"):
        answer = client.get(f"/fr/practices/{number}{given}")
        assert answer.status_code == 301
        assert answer.location.endswith(f"/fr/practices/{number}/{slugs['fr']}")


def test_each_language_has_its_own_address(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(texts=("en", "ar"))
    slugs, number = {text.language: text.slug for text in article.texts}, article.id
    page = client.get(f"/en/practices/{number}/{slugs['en']}").text
    assert re.search(rf'hreflang="ar"[^>]*href="[^"]*/ar/practices/{number}/{slugs["ar"]}"', page)
    assert f'href="/fr/practices/{number}/{slugs["en"]}"' in page


def test_untranslated_is_shown_in_what_there_is_and_says_so(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(texts=("ar", "en"))
    slug, number = article.texts[0].slug, article.id
    page = client.get(f"/fr/practices/{number}/{slug}").text
    assert 'lang="ar" dir="rtl"' in page
    assert "n’a pas encore été traduite en" in page


def test_outdated_translation_says_so(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article(texts=("en", "fr"))
        article.texts[1].status = TranslationState.OUTDATED
    slug, number = article.texts[1].slug, article.id
    assert "a changé depuis que cette traduction" in client.get(f"/fr/practices/{number}/{slug}").text


@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_what_is_not_published_is_a_404_like_what_is_not_there(
    app: Flask, client: FlaskClient, sign_in: SignIn, state: str
) -> None:
    with arranged(app):
        hidden = make_article(author=make_user(), state=state, texts=("en", "fr"))
        number, user = pictured(hidden).id, make_user()
    stranger = sign_in(client, user)
    for path in (
        "",
        "/x",
        "/print",
        "/edit",
        "/about",
        "/picture",
        "/text",
        "/translations/fr",
        "/translations/fr.xlf",
        "/revisions",
        "/revisions/en/1",
    ):
        ours, nothing = (stranger.get(f"/en/practices/{n}{path}") for n in (number, 9999))
        assert ours.status_code == nothing.status_code == 404, path
    assert stranger.get(f"/fr/practices/{number}/{hidden.texts[1].slug}").status_code == 404
    assert stranger.get(f"/practices/{number}/image").status_code == 404
    assert send(stranger, f"/en/practices/{number}/submission").status_code == 404


def test_markdown_is_rendered_and_harmless(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article()
        article.texts[0].content = {
            "approach": "## Story\n\n<script>alert(1)</script> [x](javascript:alert(1))"
        }
    slug, number = article.texts[0].slug, article.id
    page = client.get(f"/en/practices/{number}/{slug}").text
    assert "<h2>Story</h2>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_print_view_is_the_practice_alone(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = pictured(make_article())
    title, number = article.texts[0].title, article.id
    page = client.get(f"/en/practices/{number}/print").text
    assert title in page
    assert f"http://127.0.0.1:8000/en/practices/{number}<" in page
    assert "<nav" not in page


def test_picture_is_kept_by_browsers_and_not_run(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        number = pictured(make_article()).id
    answer = client.get(f"/practices/{number}/image")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    again = client.get(f"/practices/{number}/image", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_picture_of_a_draft_is_the_authors_alone(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        number = pictured(make_article(author=author, state="draft")).id
    answer = sign_in(client, author).get(f"/practices/{number}/image")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")


def test_reads_are_counted_by_language_from_kept_pages_too_and_not_those_of_the_secretariat(
    app: Flask, client: FlaskClient, sign_in: SignIn, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = app.config["SETTINGS"].model_copy(update={"keep_seconds": 300})
    monkeypatch.setitem(app.config, "SETTINGS", kept)
    tally.register(app, COUNT_READS)  # what earlier tests read is not ours
    with arranged(app):
        article, officer = make_article(), make_user(Role.OFFICER)
    title = article.texts[0].slug
    for language in ("fr", "fr", "en", "fr"):
        assert client.get(f"/{language}/practices/{article.id}/{title}").status_code == 200
    staff = sign_in(app.test_client(), officer)
    staff.get(f"/fr/practices/{article.id}/{title}")
    clock.at += timedelta(minutes=1)
    client.get(f"/en/practices/{article.id}/{title}")
    with app.app_context():
        assert [reads_in(language, [article]) for language in ("fr", "en")] == [
            {article.id: 3},
            {article.id: 2},
        ]
