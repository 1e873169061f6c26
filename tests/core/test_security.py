"""Headers: what a browser may do with our pages, and who may keep a copy."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.app import create_app
from cop.core import web
from cop.core.db import db
from cop.core.settings import Settings
from tests.core.lab import enter


def test_the_policy_allows_nothing_inline_and_nobody_else(lab: FlaskClient) -> None:
    policy = lab.get("/lab/plain").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
@pytest.mark.parametrize("url", ["/lab/plain", "/nothing", "/lab/read-adds", "/lab/mine"])
def test_every_answer_is_hardened(lab: FlaskClient, url: str, header: str, value: str) -> None:
    assert lab.get(url).headers[header] == value


def test_an_anonymous_page_may_be_kept_and_asked_again_cheaply(lab: FlaskClient) -> None:
    first = lab.get("/lab/plain")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert {"Cookie", "Accept-Encoding"} <= set(first.vary)
    again = lab.get("/lab/plain", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize("url", ["/lab/form", "/lab/notice", "/lab/mine", "/nothing"])
def test_a_page_for_one_reader_is_kept_by_nobody_else(lab: FlaskClient, url: str) -> None:
    assert lab.get(url).headers["Cache-Control"] == "private, no-cache"


def test_a_signed_in_reader_s_pages_are_private(lab: FlaskClient, lab_app: Flask) -> None:
    enter(lab_app, lab)
    assert lab.get("/lab/mine").headers["Cache-Control"] == "private, no-cache"


def test_https_brings_hsts_and_a_host_cookie(tmp_path) -> None:
    settings = Settings(
        _env_file=None, environment="test", base_url="https://cop.example.org", data_dir=tmp_path
    )
    app = create_app(settings)
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    response = app.test_client().get("/healthz")
    assert "max-age=63072000" in response.headers["Strict-Transport-Security"]


def test_starting_opens_no_connection_that_a_fork_would_share(tmp_path) -> None:
    app = create_app(Settings(_env_file=None, environment="test", data_dir=tmp_path))
    with app.app_context():
        assert db.engine.pool.checkedin() == 0  # type: ignore[attr-defined]
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "evil",
        "/\tx",
        "/a\r\nSet-Cookie: x",
        "",
        None,
    ],
)
def test_a_redirect_stays_here(target: str | None) -> None:
    assert web.own_url(target, "/home") == "/home"


def test_our_own_paths_are_followed() -> None:
    assert web.own_url("/fr/practices?page=2", "/home") == "/fr/practices?page=2"
