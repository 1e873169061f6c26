"""A copy of one's data, and the end of one's account, as people meet them."""

import io
from collections.abc import Callable
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from tests.accounts.pages import SECRET, make_person, send, try_to_sign_in

SignIn = Callable[[FlaskClient, User], FlaskClient]
DATA = "/en/account/data"


def test_a_copy_is_downloaded(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    try_to_sign_in(client, user.email)
    assert "/account/data.zip" in client.get(DATA).text
    answer = client.get(f"{DATA}.zip")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert user.email in archive.read("data.json").decode()


def test_both_ask_for_the_password_again(app: Flask, client: FlaskClient, clock: SetClock) -> None:
    user = make_person(app)
    try_to_sign_in(client, user.email)
    clock.advance(minutes=16)
    page = client.get(DATA).text
    assert "/sign-in/again?next=/en/account/data" in page
    assert "/account/erasure" not in page
    assert client.get(f"{DATA}.zip").location == "/en/sign-in/again?next=/en/account/data"
    assert send(client, "/account/erasure").status_code == 409


def test_an_account_ends(app: Flask, client: FlaskClient) -> None:
    user, elsewhere = make_person(app), app.test_client()
    for browser in (client, elsewhere):
        try_to_sign_in(browser, user.email)
    assert "/account/erasure" in client.get(DATA).text
    answer = send(client, "/account/erasure")
    assert answer.location == "/en/"
    assert "Your account is erased." in client.get(answer.location).text
    for browser in (client, elsewhere):
        assert browser.get("/en/account").status_code == 303
    assert try_to_sign_in(client, user.email, SECRET).status_code == 422
    with app.app_context():
        kept = db.session.get(User, user.id)
        assert kept
        assert kept.name == "Former member"


def test_what_stands_in_the_way_is_said(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(app, Role.OFFICER))
    page = client.get(DATA).text
    assert "You have an office on this site" in page
    assert "/account/erasure" not in page
    assert send(client, "/account/erasure").status_code == 409
