"""Practices as people meet them: reading, writing, publishing through the client."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from cop.accounts.models import User
from cop.articles.models import Article, ArticleText
from cop.core.db import db
from cop.files.services import keep_file
from cop.kernel.actor import SYSTEM, Role
from tests.factories import NOON, make_article, make_user

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\xc0\0\0\2\x80" + bytes(40)
SignIn = Callable[[FlaskClient, User], FlaskClient]


def send(client: FlaskClient, url: str, **fields: Any) -> Any:
    """Post a form, with the token that the page (or the practices page) gave."""
    page = client.get(url) if client.get(url).status_code == 200 else client.get("/en/practices/new")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token
    return client.post(
        url, data={"csrf_token": token[1], **fields}, headers={"Sec-Fetch-Site": "same-origin"}
    )


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What was asked of the database."""
    said: list[str] = []
    with app.app_context():
        engine = db.engine

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


@contextmanager
def arranged(app: Flask) -> Iterator[None]:
    """What is made within is committed, and stays readable after."""
    with app.app_context():
        db.session().expire_on_commit = False
        yield
        db.session.commit()


def _picture(article: Article) -> Article:
    blob = keep_file(b"<svg/>", name="a.svg", media_type="image/svg+xml", actor=SYSTEM, now=NOON)
    article.image_id = blob.id
    article.texts[0].image_alt = "A channel"
    return article


def _titles(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(ArticleText.title)))


# reading


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

    with arranged(app):
        _picture(make_article(texts=("en", "fr", "ar")))
    one = count("/fr/practices")
    with arranged(app):
        for _ in range(49):
            _picture(make_article(texts=("en", "fr", "ar")))
    assert count("/fr/practices") == one <= 4
    assert count("/fr/practices?page=2") == one


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
        article.texts[0].version = 2
    slug, number = article.texts[1].slug, article.id
    assert "a changé depuis que cette traduction" in client.get(f"/fr/practices/{number}/{slug}").text


@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_what_is_not_published_is_a_404_like_what_is_not_there(
    app: Flask, client: FlaskClient, sign_in: SignIn, state: str
) -> None:
    with arranged(app):
        number, user = _picture(make_article(author=make_user(), state=state)).id, make_user()
    stranger = sign_in(client, user)
    for path in (
        "",
        "/x",
        "/print",
        "/edit",
        "/about",
        "/picture",
        "/texts/en",
        "/revisions",
        "/revisions/en/1",
    ):
        ours, nothing = (stranger.get(f"/en/practices/{n}{path}") for n in (number, 9999))
        assert ours.status_code == nothing.status_code == 404, path
    assert stranger.get(f"/practices/{number}/image").status_code == 404
    assert send(stranger, f"/en/practices/{number}/submission").status_code == 404


def test_markdown_is_rendered_and_harmless(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = make_article()
        article.texts[0].body = "## Story\n\n<script>alert(1)</script> [x](javascript:alert(1))"
    slug, number = article.texts[0].slug, article.id
    page = client.get(f"/en/practices/{number}/{slug}").text
    assert "<h2>Story</h2>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_print_view_is_the_practice_alone(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        article = _picture(make_article())
    title, slug, number = article.texts[0].title, article.texts[0].slug, article.id
    page = client.get(f"/en/practices/{number}/print").text
    assert title in page
    assert f"http://127.0.0.1:8000/en/practices/{number}/{slug}" in page
    assert "<nav" not in page


def test_picture_is_kept_by_browsers_and_not_run(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        number = _picture(make_article()).id
    answer = client.get(f"/practices/{number}/image")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    again = client.get(f"/practices/{number}/image", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_picture_of_a_draft_is_the_authors_alone(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        number = _picture(make_article(author=author, state="draft")).id
    answer = sign_in(client, author).get(f"/practices/{number}/image")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")


# writing


def test_writing_asks_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/en/practices/new").status_code == 303
    assert "/en/sign-in" in client.get("/en/practices/mine").location


def test_new_classify_submit_publish(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author, officer = make_user(), make_user(Role.OFFICER)
    writer, editor = sign_in(client, author), sign_in(app.test_client(), officer)
    words = {"language": "fr", "title": "L'eau du village", "summary": "Qui, quoi", "body": "Il pleut."}
    made = send(writer, "/en/practices/new", act="save", **words)
    assert made.status_code == 303
    number = int(re.findall(r"\d+", made.location)[-1])
    assert "Choose at least one theme" in writer.get(made.location).text
    assert send(writer, f"/en/practices/{number}/submission").status_code == 422
    about = send(
        writer,
        f"/en/practices/{number}/about",
        themes="remittances",
        countries_of_origin="Sénégal, Mali\nburundi",
        countries_of_destination="إيطاليا",
        starts_year="2007",
        made_from=_hidden(writer, f"/en/practices/{number}/about", "made_from"),
    )
    assert about.status_code == 303
    with app.app_context():
        article = db.session.get_one(Article, number)
        assert (article.countries_of_origin, article.countries_of_destination) == (["SN", "ML", "BI"], ["IT"])
    assert send(writer, f"/en/practices/{number}/submission").status_code == 303
    assert "L&#39;eau du village" in editor.get("/en/practices/in-review").text
    assert send(writer, f"/en/practices/{number}/publication").status_code == 403
    assert send(editor, f"/en/practices/{number}/publication").status_code == 303
    assert app.test_client().get(f"/fr/practices/{number}/l-eau-du-village").status_code == 200
    assert send(editor, f"/en/practices/{number}/archive").status_code == 303
    assert app.test_client().get(f"/fr/practices/{number}/l-eau-du-village").status_code == 404


def _hidden(client: FlaskClient, url: str, name: str) -> str:
    field = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', client.get(url).text)
    assert field
    return field[1]


def test_an_invalid_text_is_a_422_that_keeps_it(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        number = make_article(author=author, state="draft").id
    writer = sign_in(client, author)
    for url in ("/en/practices/new", f"/en/practices/{number}/texts/pt"):
        answer = send(
            writer, url, title="", summary="Kept summary", body="Kept body", made_from="0", language="en"
        )
        assert answer.status_code == 422
        assert "Kept summary" in answer.text
        assert "Kept body" in answer.text
    assert len(_titles(app)) == 1


def test_unknown_country_is_named_and_kept(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        number = make_article(author=author, state="draft").id
    answer = send(
        sign_in(client, author), f"/en/practices/{number}/about", countries_of_origin="Atlantis\nMali"
    )
    assert answer.status_code == 422
    assert "Atlantis\nMali" in answer.text


def test_preview_saves_nothing(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        number = make_article(author=author, state="draft").id
    words = {"title": "Looked at", "summary": "s", "body": "**bold**", "made_from": "1", "act": "preview"}
    answer = send(sign_in(client, author), f"/en/practices/{number}/texts/en", **words)
    assert answer.status_code == 200
    assert "<strong>bold</strong>" in answer.text
    assert "Looked at" not in _titles(app)


def test_a_translation_is_added_beside_the_original(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        article = make_article(author=author, state="draft")
    title, number = article.texts[0].title, article.id
    writer, url = sign_in(client, author), f"/en/practices/{number}/texts/ar"
    assert title in writer.get(url).text
    words = {"title": "ماء القرية", "summary": "من", "body": "مطر", "made_from": "0", "source_version": "1"}
    assert send(writer, url, **words).status_code == 303
    with app.app_context():
        text = db.session.scalars(select(ArticleText).where(ArticleText.language == "ar")).one()
        assert (text.slug, text.source_version) == ("ماء-القرية", 1)


def test_a_stale_edit_is_a_409_with_both_texts(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        number = make_article(author=author, state="draft").id
    writer, url = sign_in(client, author), f"/en/practices/{number}/texts/en"
    first = {"title": "Theirs", "summary": "s", "body": "Their body", "made_from": "1", "source_version": "1"}
    mine = {**first, "title": "Mine", "body": "My body"}
    assert send(writer, url, **first).status_code == 303
    answer = send(writer, url, **mine)
    assert answer.status_code == 409
    assert "Their body" in answer.text
    assert "My body" in answer.text
    newest = re.search(r'name="made_from"[^>]*value="(\d+)"', answer.text)
    assert newest
    assert send(writer, url, **{**mine, "made_from": newest[1]}).status_code == 303
    assert _titles(app) == ["Mine"]


def test_a_picture_needs_to_be_one_and_to_have_words(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    with arranged(app):
        author = make_user()
        number = make_article(author=author, state="draft").id
    writer, url = sign_in(client, author), f"/en/practices/{number}/picture"
    svg = send(writer, url, file=(io.BytesIO(b"<svg/>"), "a.svg"), image_alt="A channel")
    mute = send(writer, url, file=(io.BytesIO(PNG), "a.png"), image_alt="")
    none = send(writer, url, image_alt="A channel")
    assert svg.status_code == mute.status_code == none.status_code == 422
    assert send(writer, url, file=(io.BytesIO(PNG), "канал.png"), image_alt="A channel").status_code == 303
    with app.app_context():
        image = db.session.get_one(Article, number).image
        assert image is not None
        assert (image.name, image.media_type) == ("канал.png", "image/png")


def test_an_editor_returns_it_with_a_reason(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author, officer = make_user(), make_user(Role.OFFICER)
        number = make_article(author=author, state="in_review").id
    editor, writer = sign_in(client, officer), sign_in(app.test_client(), author)
    url = f"/en/practices/{number}/return"
    assert send(editor, url, reason="").status_code == 422
    assert send(editor, url, reason="Say who paid.").status_code == 303
    assert "Say who paid." in writer.get(f"/en/practices/{number}/edit").text


def test_the_author_reads_but_does_not_write_what_was_handed_in(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    with arranged(app):
        author = make_user()
        number = make_article(author=author, state="in_review").id
    writer = sign_in(client, author)
    assert writer.get(f"/en/practices/{number}/edit").status_code == 403
    assert writer.get(f"/en/practices/{number}/revisions").status_code == 200
    assert writer.get(f"/en/practices/{number}/revisions/en/1").status_code == 200
    assert writer.get(f"/en/practices/{number}/revisions/en/2").status_code == 404
    assert send(writer, f"/en/practices/{number}/submission/withdrawal").status_code == 303
    assert writer.get(f"/en/practices/{number}/edit").status_code == 200


def test_mine_lists_drafts_and_others_do_not_see_it(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author, other = make_user(), make_user()
        article = make_article(author=author, state="draft")
    title = article.texts[0].title
    assert title in sign_in(client, author).get("/en/practices/mine").text
    assert title not in sign_in(app.test_client(), other).get("/en/practices/mine").text
