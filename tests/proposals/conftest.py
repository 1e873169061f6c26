"""Clients of a team and of the secretariat, and what they ask of the database."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cop.accounts.models import User
from cop.core.db import db
from cop.kernel.actor import Role
from tests.factories import make_user
from tests.proposals.live import Server
from tests.proposals.making import Team, make_team

SignIn = Callable[[FlaskClient, User], FlaskClient]


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser."""

    client: FlaskClient

    def get(self, url: str) -> TestResponse:
        return self.client.get(f"/en{url}")

    def post(self, url: str, **fields: Any) -> TestResponse:
        """Send a form with a good token."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get("/search").text) or re.search(
            r'name="csrf_token"[^>]*value="([^"]+)"', self.get("/account").text
        )
        assert token
        return self.client.post(
            f"/en{url}",
            data={"csrf_token": token[1], **fields},
            headers={"Sec-Fetch-Site": "same-origin"},
        )

    def post_from(self, url: str, **fields: Any) -> TestResponse:
        """Open the page at `url` and send its form with what it holds in hidden fields, `fields` over them."""
        page = self.get(url)
        assert page.status_code == 200
        hidden = dict(re.findall(r'<input[^>]*name="(base|key)"[^>]*value="([^"]*)"', page.text))
        return self.post(url, **{**hidden, **fields})


@pytest.fixture
def team(app: Flask) -> Team:
    with app.app_context():
        db.session().expire_on_commit = False
        made = make_team()
        db.session.commit()
    return made


@pytest.fixture
def visitor(app: Flask, sign_in: SignIn) -> Callable[[User], Visitor]:
    return lambda user: Visitor(sign_in(app.test_client(), user))


@pytest.fixture
def applicant(team: Team, visitor: Callable[[User], Visitor]) -> Visitor:
    return visitor(team.user)


@pytest.fixture
def stranger(app: Flask, team: Team, visitor: Callable[[User], Visitor]) -> Visitor:
    """Somebody who writes for another organisation."""
    with app.app_context():
        db.session().expire_on_commit = False
        other = make_team(team.call)
        db.session.commit()
    return visitor(other.user)


@pytest.fixture
def person(app: Flask, visitor: Callable[[User], Visitor]) -> Callable[[Role], Visitor]:
    """A visitor with a role."""

    def make(role: Role) -> Visitor:
        with app.app_context():
            db.session().expire_on_commit = False
            user = make_user(role)
            db.session.commit()
        return visitor(user)

    return make


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """`cop run` on a folder of its own, not started yet."""
    made = Server(tmp_path)
    yield made
    made.end()
