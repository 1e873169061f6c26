"""What a page weighs on a slow link: a first view fits one round trip of TCP, the next one half of that.

Pictures come after it: all wait until they are scrolled to but the first of a page, which is likely what its reader sees.
"""

import re
from collections.abc import Iterator

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cop.accounts.models import User
from cop.core.db import db
from cop.kernel.translated import LANGUAGES
from tests.browser.demonstration import ANYBODY, Visit, make_demonstration, visits
from tests.once import Once
from tests.signing import sign_in

FIRST_VIEW, NEXT_VIEW, REQUESTS = 14_600, 8_000, 4
NOT_HELD = {"site.ui_show", "calls_staff.correction_new"}
"""Every component in every state, for those who build pages; and the whole text of a definition, to correct it by hand."""
DIRECTIONS = ("en", "ar")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Flask:
    return make_demonstration(tmp_path_factory.mktemp("weight"), once)


@pytest.fixture(scope="module")
def pages(app: Flask) -> list[Visit]:
    return [visit for visit in visits(app) if visit.endpoint not in NOT_HELD]


def client_of(app: Flask, who: str) -> FlaskClient:
    if who == ANYBODY:
        return app.test_client()
    with app.app_context():
        user = db.session.scalars(select(User).where(User.email == f"{who}@example.org")).one()
        db.session.expunge(user)
    return sign_in(app, app.test_client(), user)


def fetch(client: FlaskClient, path: str) -> bytes:
    """What travels."""
    answer = client.get(path, headers={"Accept-Encoding": "br"}, follow_redirects=True, buffered=True)
    assert answer.status_code == 200, path
    return answer.data


def too_heavy(client: FlaskClient, pages: list[Visit], language: str) -> Iterator[str]:
    weights: dict[str, int] = {}  # of what the pages share
    for visit in pages:
        path = f"/{language}{visit.path.removeprefix('/en')}"
        page = fetch(client, path)
        own, html = len(page), brotli.decompress(page).decode()
        parts = set(re.findall(r'<link rel="stylesheet"[^>]*href="([^"]+)"', html))
        parts |= set(re.findall(r'<script[^>]*src="([^"]+)"', html))
        at_once = [tag for tag in re.findall(r"<img[^>]*>", html) if "lazy" not in tag]
        for part in parts - set(weights):
            weights[part] = len(fetch(client, part))
        first = own + sum(weights[part] for part in parts)
        requests = 1 + len(parts) + len(at_once)
        if first > FIRST_VIEW or own > NEXT_VIEW or requests > REQUESTS or len(at_once) > 1:
            yield f"{visit.who} {path}: first {first}, next {own}, requests {requests}, at once {at_once}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_fit_a_round_trip(app: Flask, pages: list[Visit], language: str) -> None:
    public = [visit for visit in pages if visit.who == ANYBODY]
    assert list(too_heavy(app.test_client(), public, language)) == []


@pytest.mark.parametrize("language", DIRECTIONS)
def test_the_pages_of_people_who_signed_in_fit_it_too(app: Flask, pages: list[Visit], language: str) -> None:
    heavy: list[str] = []
    for who in {visit.who for visit in pages} - {ANYBODY}:
        theirs = [visit for visit in pages if visit.who == who]
        heavy += too_heavy(client_of(app, who), theirs, language)
    assert heavy == []
