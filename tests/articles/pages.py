"""What the tests of pages share: committed practices, forms sent as a browser sends them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.articles.models import Article
from cop.core.db import db
from cop.files.services import keep_file
from cop.kernel.actor import SYSTEM
from tests.factories import NOON

SignIn = Callable[[FlaskClient, User], FlaskClient]


def send(client: FlaskClient, url: str, **fields: Any) -> Any:
    """Post a form, with the token that the page (or the practices page) gave."""
    page = client.get(url) if client.get(url).status_code == 200 else client.get("/en/practices/new")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token
    return client.post(
        url, data={"csrf_token": token[1], **fields}, headers={"Sec-Fetch-Site": "same-origin"}
    )


@contextmanager
def arranged(app: Flask) -> Iterator[None]:
    """What is made within is committed, and stays readable after."""
    with app.app_context():
        db.session().expire_on_commit = False
        yield
        db.session.commit()


def pictured(article: Article) -> Article:
    blob = keep_file(b"<svg/>", name="a.svg", media_type="image/svg+xml", actor=SYSTEM, now=NOON)
    article.image_id = blob.id
    article.texts[0].image_alt = "A channel"
    return article
