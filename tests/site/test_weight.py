"""What a page weighs on a slow link: a first view fits one round trip of TCP, the next one half of that.

Pictures come after it: all wait until they are scrolled to but the first of a page, which is likely what its reader sees.
"""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.kernel.translated import LANGUAGES
from tests.browser.demonstration import ANYBODY, make_demonstration, visits

FIRST_VIEW, NEXT_VIEW, REQUESTS = 14_600, 8_000, 4
OURS_ALONE = "/ui"
"""The page of every component in every state is for those who build pages."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_demonstration(tmp_path_factory.mktemp("weight"))


def fetch(client: FlaskClient, path: str, encoding: str = "br") -> bytes:
    """What travels."""
    headers = {"Accept-Encoding": encoding}
    answer = client.get(path, headers=headers, follow_redirects=True, buffered=True)
    assert answer.status_code == 200, path
    return answer.data


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_fit_a_round_trip(app: Flask, language: str) -> None:
    client, heavy = app.test_client(), []
    for visit in visits(app):
        if visit.who != ANYBODY or visit.path.endswith(OURS_ALONE):
            continue
        path = f"/{language}{visit.path.removeprefix('/en')}"
        own, html = len(fetch(client, path)), fetch(client, path, "identity").decode()
        parts = set(re.findall(r'<link rel="stylesheet"[^>]*href="([^"]+)"', html))
        parts |= set(re.findall(r'<script[^>]*src="([^"]+)"', html))
        at_once = [tag for tag in re.findall(r"<img[^>]*>", html) if "lazy" not in tag]
        first, requests = own + sum(len(fetch(client, part)) for part in parts), 1 + len(parts) + len(at_once)
        if first > FIRST_VIEW or own > NEXT_VIEW or requests > REQUESTS or len(at_once) > 1:
            heavy.append(f"{path}: first {first}, next {own}, requests {requests}, at once {at_once}")
    assert heavy == []
