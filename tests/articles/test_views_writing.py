"""Practices as authors and editors meet them: writing, translating, publishing through the client."""

import io
import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cop.articles.models import Article, ArticleText
from cop.core.db import db
from cop.kernel.actor import Role
from tests.articles.pages import SignIn, arranged, send
from tests.factories import NOON, make_article, make_user
from tests.files.test_pictures import photograph

PNG = photograph(kind="PNG")


def _titles(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(ArticleText.title)))


def _hidden(client: FlaskClient, url: str, name: str) -> str:
    field = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', client.get(url).text)
    assert field
    return field[1]


def test_writing_asks_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/en/practices/new").status_code == 303
    assert "/en/sign-in" in client.get("/en/practices/mine").location


def test_new_classify_submit_publish(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author, officer = make_user(), make_user(Role.OFFICER)
    writer, editor = sign_in(client, author), sign_in(app.test_client(), officer)
    words = {"language": "fr", "title": "L'eau du village", "summary": "Qui, quoi", "approach": "Il pleut."}
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


def test_an_invalid_text_is_a_422_that_keeps_it(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        number = make_article(author=author, state="draft").id
    writer = sign_in(client, author)
    for url in ("/en/practices/new", f"/en/practices/{number}/text"):
        answer = send(writer, url, title="", summary="Kept summary", made_from="1", language="en")
        assert answer.status_code == 422
        assert "Kept summary" in answer.text
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
    words = {"title": "Looked at", "summary": "s", "approach": "**bold**", "made_from": "1", "act": "preview"}
    writer = sign_in(client, author)
    for url in ("/en/practices/new", f"/en/practices/{number}/text"):
        answer = send(writer, url, **words, language="en")
        assert answer.status_code == 200
        assert "<strong>" in answer.text.partition("nothing is saved yet")[2]
    assert "Looked at" not in _titles(app)


def test_a_stale_edit_is_a_409_with_both_texts(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        number = make_article(author=author, state="draft").id
    writer, url = sign_in(client, author), f"/en/practices/{number}/text"
    first = {
        "title": "Theirs",
        "summary": "Their words",
        "made_from": "1",
    }
    mine = {**first, "title": "Mine", "summary": "My words"}
    assert send(writer, url, **first).status_code == 303
    answer = send(writer, url, **mine)
    assert answer.status_code == 409
    assert "Their words" in answer.text
    assert "My words" in answer.text
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
    page = writer.get(f"/en/practices/{number}", follow_redirects=True).text
    assert re.search(r'srcset="[^"]+w=320 320w, [^"]+w=640 640w"', page.replace("&amp;", "&"))
    assert 'width="640"' in page
    small = writer.get(re.findall(r'[^" ]+w=320', page.replace("&amp;", "&"))[0])
    assert small.mimetype == "image/webp"


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


def test_a_revision_is_restored_from_its_page(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author = make_user()
        article = make_article(author=author, state="draft")
    number, title = article.id, article.texts[0].title
    writer = sign_in(client, author)
    words = {"title": "Changed", "summary": "s", "made_from": "1"}
    assert send(writer, f"/en/practices/{number}/text", **words).status_code == 303
    second = writer.get(f"/en/practices/{number}/revisions/en/2").text
    assert f"<del>{title}</del><ins>Changed</ins>" in second
    assert "What was done" not in second.partition("The whole text")[0]
    url = f"/en/practices/{number}/revisions/en/1"
    assert "<del>" not in writer.get(url).text
    assert f"{url}/restoration" in writer.get(url).text
    assert send(writer, f"{url}/restoration").status_code == 303
    assert _titles(app) == [title]
    assert send(writer, f"/en/practices/{number}/revisions/en/9/restoration").status_code == 404


def test_mine_lists_drafts_and_others_do_not_see_it(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        author, other = make_user(), make_user()
        article = make_article(author=author, state="draft")
    title = article.texts[0].title
    assert title in sign_in(client, author).get("/en/practices/mine").text
    assert title not in sign_in(app.test_client(), other).get("/en/practices/mine").text


def test_an_author_withdraws_a_published_practice_with_a_reason(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    with arranged(app):
        author, officer = make_user(), make_user(Role.OFFICER)
        article = make_article(author=author)
        article.review_due_on = NOON.date()
    writer, editor = sign_in(client, author), sign_in(app.test_client(), officer)
    url, page = f"/en/practices/{article.id}", f"/en/practices/{article.id}/{article.texts[0].slug}"
    assert "due for review" in writer.get(page).text
    assert article.texts[0].title in editor.get("/en/desk").text
    assert send(writer, f"{url}/confirmation").status_code == 303
    assert "due for review" not in writer.get(page).text
    assert send(editor, f"{url}/confirmation").status_code == 409
    assert editor.get(f"{url}/retraction").status_code == 403
    assert send(writer, f"{url}/retraction", reason="").status_code == 422
    assert send(writer, f"{url}/retraction", reason="Not ours to tell.").status_code == 303
    assert app.test_client().get(page).status_code == 404
    assert "Not ours to tell." in editor.get(page).text
