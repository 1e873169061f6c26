"""A small world in which every kind of thing exists once, and a client for each kind of person in it."""

import hashlib
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from cop.app import create_app
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.core.migrating import migrate
from cop.core.settings import Settings
from cop.core.unit import unit_of_work
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.clock import SetClock
from cop.proposals.services.start import start_proposal
from tests.calls.shipped import small
from tests.factories import NOON, make_article, make_organisation, make_user
from tests.signing import sign_in

COLUMNS = ("anonymous", "applicant", *(role.value for role in Role))
"""Who walks: nobody, the owner of the world's organisation and proposal, and a stranger of each role."""

RAW_TOKEN = "0" * 40


@dataclass(slots=True)
class World:
    """The app, its clients by column, and what stands in the addresses."""

    app: Flask
    path: Path
    clients: dict[str, FlaskClient]
    values: dict[str, Any]
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def restore(self) -> None:
        """As it was before anybody posted."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        shutil.copy(f"{self.path}.world", self.path)
        for column, client in self.clients.items():
            with client.session_transaction() as session:
                session.clear()
                session.update(self.sessions[column])

    def digest(self) -> str:
        """What the whole database holds, as one hash."""
        connection = sqlite3.connect(self.path)
        lines = "\n".join(connection.iterdump())
        connection.close()
        return hashlib.sha256(lines.encode()).hexdigest()

    def url(self, endpoint: str) -> str:
        rule = next(self.app.url_map.iter_rules(endpoint))
        values = {
            name: self.values.get(f"{endpoint} {name}", self.values.get(name)) for name in rule.arguments
        }
        return str(self.app.url_map.bind("localhost").build(endpoint, values))

    def ask(self, who: str, endpoint: str, method: str) -> TestResponse:
        """An empty request of `method`, with a valid token where one is asked for."""
        token = URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(RAW_TOKEN)
        data = None if method == "GET" else {"csrf_token": token}
        return self.clients[who].open(self.url(endpoint), method=method, data=data)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("world")
    app = create_app(Settings(_env_file=None, environment="test", data_dir=folder, log_level="error"))
    app.extensions["cop.clock"] = SetClock(NOON)
    with app.app_context():
        migrate()
        with unit_of_work():
            people, values = _fill()
        for person in people.values():
            db.session.refresh(person)
            db.session.expunge(person)
        db.session.rollback()
    clients = {column: app.test_client() for column in COLUMNS}
    for column, person in people.items():
        sign_in(app, clients[column], person)
    made = World(app, folder / "cop.sqlite3", clients, values)
    for column, client in clients.items():
        with client.session_transaction() as session:
            session["csrf_token"] = RAW_TOKEN
            made.sessions[column] = dict(session)
    connection = sqlite3.connect(made.path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(made.path, f"{made.path}.world")
    return made


def _fill() -> tuple[dict[str, Any], dict[str, Any]]:
    """The people by column, and a value for every name in an address."""
    people = {"applicant": make_user(Role.MEMBER)} | {role.value: make_user(role) for role in Role}
    organisation = make_organisation(people["applicant"])
    article = make_article(author=people["applicant"])
    call = create_call(small(), actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    proposal = start_proposal(
        call, organisation, language=small().proposal_languages[0], actor=SYSTEM, now=NOON
    )
    db.session.flush()
    values = {
        "language": "en",
        "text_language": "en",
        "article_id": article.id,
        "code": call.code,
        "proposals.section_edit code": small().stages[0].sections[0].code,
        "slug": organisation.slug,
        "articles.article_show slug": article.texts[0].slug,
        "proposal_id": proposal.id,
        "user_id": people["applicant"].id,
        "stage": 1,
        "number": 1,
        "name": "accessibility",
        "ending": "csv",
        "token": "no-such-token",
        **dict.fromkeys(("assignment_id", "blob_id", "decision_id", "document_id", "sign_in_id"), 999_999),
    }
    return people, values
