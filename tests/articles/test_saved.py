"""A reader's own list of practices."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.events import AccountErased
from cop.articles.exports import own_data
from cop.articles.saved_queries import saved_by, saved_row
from cop.articles.services import save as saving
from cop.articles.services.save import forget_saved, save_article, unsave_article
from cop.articles.states import ArticleState
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS
from cop.kernel.errors import Denied, Invalid
from tests.articles.pages import SignIn, arranged, send
from tests.factories import NOON, actor_of, make_article, make_user


def test_a_list_is_one_s_own_and_has_a_practice_once(ctx: Flask) -> None:
    reader, other = actor_of(make_user()), actor_of(make_user())
    first, second = make_article(), make_article()
    for article in (first, second, first):
        save_article(article, actor=reader, now=NOON)
    assert list(db.session.scalars(saved_by(reader))) == [second, first]
    assert list(db.session.scalars(saved_by(other))) == []
    saved = saved_row(reader, first.id)
    assert saved
    unsave_article(saved, actor=reader, now=NOON)
    assert list(db.session.scalars(saved_by(reader))) == [second]


def test_what_is_no_longer_public_is_not_on_the_list(ctx: Flask) -> None:
    reader, article = actor_of(make_user()), make_article()
    save_article(article, actor=reader, now=NOON)
    article.state = ArticleState.ARCHIVED
    db.session.flush()
    assert list(db.session.scalars(saved_by(reader))) == []


def test_nobody_has_no_list_and_a_list_has_an_end(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = actor_of(make_user())
    with pytest.raises(Denied):
        save_article(make_article(), actor=ANONYMOUS, now=NOON)
    monkeypatch.setattr(saving, "MOST_SAVED", 1)
    save_article(make_article(), actor=reader, now=NOON)
    with pytest.raises(Invalid, match="Remove one first"):
        save_article(make_article(), actor=reader, now=NOON)


def test_the_list_is_a_person_s_data_and_goes_with_the_account(ctx: Flask) -> None:
    user, article = make_user(), make_article()
    save_article(article, actor=actor_of(user), now=NOON)
    assert own_data(user_id=user.id)["saved_practices"] == [{"practice": article.id, "saved_at": NOON}]
    forget_saved(AccountErased(user_id=user.id, email=user.email, erased_at=NOON))
    assert own_data(user_id=user.id)["saved_practices"] == []


def test_a_reader_saves_finds_again_and_removes(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with arranged(app):
        reader, article = make_user(), make_article()
    url = f"/en/practices/{article.id}/{article.texts[0].slug}"
    page = client.get(url).text
    assert f"/en/sign-in?next={url}" in page
    (mail,) = re.findall(r'href="(mailto:\?[^"]+)"', page)
    assert f"practices/{article.id}" in mail
    assert " " not in mail
    sign_in(client, reader)
    assert "Save to my list" in client.get(url).text
    assert send(client, f"/en/practices/{article.id}/saving").status_code == 303
    assert "It is on your list." in client.get(url).text
    assert article.texts[0].title in client.get("/en/account/practices").text
    assert send(client, f"/en/practices/{article.id}/saving/removal").status_code == 303
    assert "There is nothing on your list yet" in client.get("/en/account/practices").text
    assert send(client, f"/en/practices/{article.id}/saving/removal").status_code == 404
