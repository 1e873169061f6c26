"""A public page is made once and kept until something happens; nobody ever gets another person's page."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.activity.services import record
from cop.core import kept
from cop.core.access import permission_of
from cop.core.db import db
from cop.kernel.actor import SYSTEM
from tests.core.lab import enter
from tests.factories import NOON, make_user


@pytest.fixture
def page(lab_app: Flask, lab: FlaskClient) -> FlaskClient:
    lab_app.extensions["cop.kept"].clear()
    return lab


def change_something(app: Flask) -> None:
    with app.app_context():
        record("changed", make_user(), actor=SYSTEM, now=NOON)
        db.session.commit()


def test_the_same_page_is_given_until_something_is_logged(lab_app: Flask, page: FlaskClient) -> None:
    assert [page.get("/lab/kept").text for _ in range(3)] == ["1", "1", "1"]
    change_something(lab_app)
    assert page.get("/lab/kept").text == "2"


def test_the_clock_alone_makes_it_old(lab_app: Flask, page: FlaskClient) -> None:
    page.get("/lab/kept")
    lab_app.extensions["cop.clock"].at = NOON + timedelta(seconds=59)
    assert page.get("/lab/kept").text == "1"
    lab_app.extensions["cop.clock"].at = NOON + timedelta(seconds=60)
    assert page.get("/lab/kept").text == "2"


def test_each_address_has_its_own(page: FlaskClient) -> None:
    assert page.get("/lab/kept").text == "1"
    assert page.get("/lab/kept?page=2").text == "2"


def test_whoever_is_signed_in_gets_a_page_of_their_own(lab_app: Flask, page: FlaskClient) -> None:
    page.get("/lab/kept")
    somebody = lab_app.test_client()
    enter(lab_app, somebody)
    assert [somebody.get("/lab/kept").text for _ in range(2)] == ["2", "3"]
    assert page.get("/lab/kept").text == "1"


def test_a_page_with_a_token_is_never_kept(lab_app: Flask, page: FlaskClient) -> None:
    mine, yours = (lab_app.test_client().get("/lab/kept?form=1").text for _ in range(2))
    assert mine[1:] != yours[1:]


def test_a_kept_page_carries_the_same_headers_and_its_own_request_number(page: FlaskClient) -> None:
    first, again = page.get("/lab/kept"), page.get("/lab/kept")
    numbers = [answer.headers.pop("X-Request-ID") for answer in (first, again)]
    assert numbers[0] != numbers[1]
    assert dict(first.headers) == dict(again.headers)
    asked = page.get("/lab/kept", headers={"If-None-Match": first.headers["ETag"]})
    assert (asked.status_code, asked.data) == (304, b"")


def test_who_cannot_unpack_it_gets_it_plain(lab_app: Flask) -> None:
    """On a real page, which is large enough to be compressed."""
    reader = lab_app.test_client()
    packed = reader.get("/en/", headers={"Accept-Encoding": "gzip, br"})
    plain = reader.get("/en/", headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in plain.headers
    assert plain.data.startswith(b"<!DOCTYPE html>")
    assert reader.get("/en/", headers={"Accept-Encoding": "gzip, br"}).data == packed.data
    refused = reader.get("/en/", headers={"Accept-Encoding": "gzip, br;q=0"})
    assert refused.headers["Content-Encoding"] == "gzip"
    assert refused.headers["ETag"] == packed.headers["ETag"]


def test_the_shelf_stays_small(page: FlaskClient, lab_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for number in range(5):
        page.get(f"/lab/kept?page={number}")
    assert [path for path, _ in lab_app.extensions["cop.kept"]] == [
        f"http://localhost/lab/kept?page={n}" for n in (2, 3, 4)
    ]


def test_only_public_pages_are_kept(lab_app: Flask) -> None:
    names = [name for name, view in lab_app.view_functions.items() if getattr(view, "is_kept", False)]
    assert "site.home" in names
    assert {permission_of(lab_app, name) for name in names} == {"public"}


def test_what_was_worked_out_is_kept_until_something_is_logged(lab_app: Flask) -> None:
    answers = iter(range(9))
    with lab_app.test_request_context("/"):
        assert [kept.until_change(lambda: next(answers), "answer", 1) for _ in range(3)] == [0, 0, 0]
        assert kept.until_change(lambda: next(answers), "answer", 2) == 1
    change_something(lab_app)
    with lab_app.test_request_context("/"):
        assert kept.until_change(lambda: next(answers), "answer", 1) == 2


def test_whoever_may_change_something_keeps_nothing(lab_app: Flask) -> None:
    answers = iter(range(9))
    with lab_app.test_request_context("/", method="POST"):
        assert [kept.until_change(lambda: next(answers), "typed") for _ in range(2)] == [0, 1]
    with lab_app.app_context():
        assert kept.until_change(lambda: next(answers), "typed") == 2
