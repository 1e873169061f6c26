"""Forgery is refused; an expired token costs nobody their text."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf

from tests.core.lab import post


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_is_refused_even_with_a_token(lab: FlaskClient, keys, site: str) -> None:
    response = post(lab, "/lab/write/200", headers={"Sec-Fetch-Site": site})
    assert response.status_code == 403
    assert keys() == set()


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_an_older_browser_s_origin_is_compared(lab: FlaskClient, origin: str) -> None:
    assert post(lab, "/lab/write/200", headers={"Origin": origin}).status_code == 403
    assert post(lab, "/lab/write/200", headers={"Origin": "http://localhost"}).status_code == 200


def test_our_own_pages_are_let_in(lab: FlaskClient) -> None:
    assert post(lab, "/lab/write/200", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_a_missing_token_gives_the_text_back_to_send_again(lab: FlaskClient, keys) -> None:
    story = 'Quotes " and <tags> and نص'
    response = lab.post(
        "/lab/write/200?draft=1", data={"story": story, "theme": ["a", "b"], "password": "secret"}
    )

    assert response.status_code == 422
    assert "Quotes &#34; and &lt;tags&gt; and نص" in response.text
    assert response.text.count('name="theme"') == 2
    assert 'action="/lab/write/200?draft=1"' in response.text
    assert 'name="csrf_token"' in response.text
    assert 'value="secret"' not in response.text
    assert keys() == set()


def test_an_expired_token_is_like_a_missing_one(lab: FlaskClient, lab_app: Flask) -> None:
    lab_app.config["WTF_CSRF_TIME_LIMIT"], before = -1, lab_app.config["WTF_CSRF_TIME_LIMIT"]
    try:
        assert post(lab, "/lab/write/200", story="kept").status_code == 422
    finally:
        lab_app.config["WTF_CSRF_TIME_LIMIT"] = before


def test_another_session_s_token_is_refused(lab: FlaskClient, lab_app: Flask) -> None:
    other = lab_app.test_client().get("/lab/form").text
    lab.get("/lab/form")
    assert lab.post("/lab/write/200", data={"csrf_token": other}).status_code == 422
    with lab_app.test_request_context():
        assert generate_csrf()


def test_the_page_that_sends_again_works(lab: FlaskClient, keys) -> None:
    import re

    page = lab.post("/lab/write/200", data={"story": "kept"})
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token
    assert lab.post("/lab/write/200", data={"story": "kept", "csrf_token": token[1]}).status_code == 200
    assert keys() == {"write-200"}
