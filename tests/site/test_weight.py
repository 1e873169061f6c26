"""What a page weighs on a slow link: a first view fits one round trip of TCP, the next one half of that."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.kernel.translated import LANGUAGES
from tests.browser.demonstration import ANYBODY, make_demonstration, visits
from tests.once import Once

FIRST_VIEW, NEXT_VIEW, REQUESTS = 14_600, 8_000, 4
OURS_ALONE = "/ui"
"""The page of every component in every state is for those who build pages."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Flask:
    return make_demonstration(tmp_path_factory.mktemp("weight"), once)


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
        parts |= {
            src for tag, src in re.findall(r'(<img[^>]*src="([^"]+)"[^>]*>)', html) if "lazy" not in tag
        }
        first = own + sum(len(fetch(client, part)) for part in parts)
        if first > FIRST_VIEW or own > NEXT_VIEW or len(parts) + 1 > REQUESTS:
            heavy.append(f"{path}: first {first}, next {own}, requests {len(parts) + 1}")
    assert heavy == []
