"""How tests send forms, read mails and count what is asked of the database."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from cop.accounts.models import User
from cop.accounts.passwords import hash_password
from cop.accounts.queries import factor_of
from cop.accounts.services.sealed import secret_of
from cop.accounts.totp import code_at, step_at
from cop.activity.models import Mail
from cop.core import web
from cop.core.db import db
from cop.kernel.actor import Role
from tests.factories import add_factor, make_user

SECRET = "a long enough secret"


def send(client: FlaskClient, path: str, *, address: str = "127.0.0.1", **fields: Any) -> TestResponse:
    """Post a form with a good token, from the network address `address`."""
    page = client.get("/en/register").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    return client.post(
        f"/en{path}",
        data={"csrf_token": token[1], **fields},
        headers={"Sec-Fetch-Site": "same-origin"},
        environ_base={"REMOTE_ADDR": address},
    )


def try_to_sign_in(
    client: FlaskClient, email: str, password: str = SECRET, address: str = "127.0.0.1"
) -> TestResponse:
    return send(client, "/sign-in", address=address, email=email, password=password)


def make_person(app: Flask, *roles: Role, **given: Any) -> User:
    """A committed person whose password is SECRET."""
    with app.app_context():
        db.session().expire_on_commit = False
        user = make_user(*roles, **{"password_hash": hash_password(SECRET), **given})
        db.session.commit()
    return user


def mails(app: Flask) -> list[Mail]:
    with app.app_context():
        return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def link_in(mail: Mail) -> str:
    """The path of the link in a mail, without its language."""
    found = re.search(r"https?://[^/\s]+/\w\w(/\S+)", mail.text)
    assert found
    return found[1]


def code_of(app: Flask, user: User, *, later: int = 0) -> str:
    """What the app of somebody shows, `later` steps from now."""
    with app.app_context():
        factor = factor_of(user.id)
        assert factor
        return code_at(secret_of(factor), step_at(web.clock()()) + later)


def give_factor(app: Flask, user: User) -> None:
    """A second factor that was set up some time ago, whose every code is still good."""
    with app.app_context():
        add_factor(user)
        db.session.commit()
