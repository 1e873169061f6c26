"""Posting as a browser does: with the token of a page read before."""

import socket
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cop.core.db import db
from cop.kernel.actor import Role
from tests.factories import make_user
from tests.signing import sign_in


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def post(
    client: FlaskClient, url: str, *, headers: dict[str, str] | None = None, **fields: Any
) -> TestResponse:
    token = client.get("/lab/form").text
    body = urlencode({"csrf_token": token, **fields}, doseq=True)
    kind = "application/x-www-form-urlencoded"
    return client.post(url, data=body.encode(), content_type=kind, headers=headers or {})


def enter(app: Flask, client: FlaskClient, *roles: Role) -> None:
    """Sign a new person with `roles` in on `client`."""
    with app.app_context():
        user = make_user(*roles)
        db.session.commit()
        db.session.refresh(user)
        db.session.expunge_all()
        db.session.rollback()
    sign_in(app, client, user)
