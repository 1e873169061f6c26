"""Practices out to a file and in from it, as an editor does."""

import io
import json
import zipfile
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.articles.models import Article, ArticleText
from cop.articles.states import ArticleState
from cop.core.db import db
from cop.core.sheet_reading import sheets_of
from cop.kernel.actor import Role
from tests.articles.exchange.test_files import GOOD
from tests.articles.pages import arranged, pictured, send
from tests.factories import make_article, make_user


def test_a_file_goes_out_comes_back_and_its_good_rows_become_drafts(
    app: Flask, client: FlaskClient, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    with arranged(app):
        editor, other = make_user(Role.OFFICER), make_user(Role.OFFICER)
        pictured(make_article(texts=("fr", "ar")))
        make_article(state="draft", author=other)
    sign_in(client, editor)
    sheets = sheets_of(client.get("/ar/practices/exchange/practices.xlsx").data, 50, 600)
    assert len(sheets["practices"]) == 3  # another person's draft is nobody's business
    assert len(sheets_of(client.get("/en/practices/exchange/empty.xlsx").data, 50, 600)["practices"]) == 2
    archive = zipfile.ZipFile(io.BytesIO(client.get("/en/practices/exchange/practices.zip").data))
    (listed,) = json.loads(archive.read("practices.json"))["practices"]
    assert archive.read(listed["picture"]["file"]) == b"<svg/>"
    whole = json.loads(client.get("/en/practices/exchange/practices.json").data)
    whole["practices"] += [GOOD, {**GOOD, "about": {"themes": ["nothing"]}}]
    address = "/fr/practices/exchange"
    assert send(client, address, file=(io.BytesIO(b"x"), "a.json")).status_code == 422
    sent = send(client, address, file=(io.BytesIO(json.dumps(whole).encode()), "practices.json"))
    assert sent.status_code == 303
    page = client.get(sent.location).text
    assert "nothing" in page
    assert page.count('class="tag success"') == 2
    assert send(client, f"{sent.location}/taking").status_code == 303
    after = client.get(sent.location).text
    assert "Wells" in after
    with app.app_context():
        drafts = db.session.query(Article).where(Article.author_id == editor.id).all()
        assert [(one.state, one.texts[0].title) for one in drafts] == [(ArticleState.DRAFT, "Wells")]
        assert db.session.query(ArticleText).count() == 4
    sign_in(client, other)
    assert client.get(sent.location).status_code == 404
