"""Deadlines on screen: announced, extended with a reason in the reader's language, in the zone of the call."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.clock import SetClock
from tests.calls.shipped import small
from tests.calls.test_views import send
from tests.factories import NOON, make_user

SignIn = Callable[[FlaskClient, User], FlaskClient]
CALL = "calls/small-2026"


@pytest.fixture
def officer(app: Flask, sign_in: SignIn) -> FlaskClient:
    with app.app_context():
        db.session().expire_on_commit = False
        publish_call(create_call(small(), actor=SYSTEM, now=NOON), actor=SYSTEM, now=NOON)
        user = make_user(Role.OFFICER)
        db.session.commit()
    return sign_in(app.test_client(), user)


def test_a_published_call_is_announced_before_it_opens(
    officer: FlaskClient, client: FlaskClient, clock: SetClock
) -> None:
    opens_at = small().stages[0].window.instants().opens_at
    clock.at = opens_at - timedelta(days=3)
    page = client.get(f"/en/{CALL}").text
    assert "Opens soon" in page
    assert "2 November 2026, 09:00 (Brussels)" in page
    assert "in 3 days" in page
    clock.at = opens_at
    assert "Opens soon" not in client.get(f"/en/{CALL}").text


def test_an_extension_is_on_the_page_with_its_reason(officer: FlaskClient, client: FlaskClient) -> None:
    url = f"/en/{CALL}/stages/1/extension"
    assert 'value="2027-01-15T16:00"' in officer.get(url).text
    answer = send(officer, url, closes_at="2027-01-20T16:00", reason_en="A holiday.", reason_fr="Un congé.")
    assert answer.status_code == 303
    assert "closes: 2027-01-20 16:00" in officer.get(f"/en/{CALL}/definition.yaml").text
    page = client.get(f"/fr/{CALL}").text
    for said in ("20 janvier 2027, 16:00 (Bruxelles)", "15 janvier 2027, 16:00 (Bruxelles)", "Un congé."):
        assert said in page
    assert '<p class="written" lang="en" dir="ltr">A holiday.</p>' in client.get(f"/ar/{CALL}").text


def test_an_outage_moves_the_deadline_by_the_rule(
    officer: FlaskClient, client: FlaskClient, clock: SetClock
) -> None:
    clock.at = datetime(2027, 1, 16, 16, tzinfo=UTC)
    fields = {"outage_from": "2027-01-15T10:00", "outage_to": "2027-01-16T16:30", "reason_en": "A fire."}
    answer = send(officer, f"/en/{CALL}/stages/1/outage", **fields, least_hours="24")
    assert answer.status_code == 303
    page = client.get(f"/en/{CALL}").text
    assert "16 January 2027, 22:30 (Brussels)" in page
    assert "the site was away from 15 January 2027, 10:00 (Brussels)" in page


@pytest.mark.parametrize(
    ("closes_at", "reason"),
    [
        ("2027-01-15T16:00", "Same."),
        ("2026-12-01T16:00", "Earlier."),
        ("2027-01-20T16:00", ""),
        ("soon", "No date."),
        ("0001-01-01T00:00", "Before there were clocks."),
        ("9999-12-31T23:59", "After all."),
        ("2027-03-28T02:30", "An hour that does not exist."),
    ],
)
def test_what_is_refused_is_given_back(
    officer: FlaskClient, client: FlaskClient, closes_at: str, reason: str
) -> None:
    answer = send(officer, f"/en/{CALL}/stages/1/extension", closes_at=closes_at, reason_en=reason)
    assert answer.status_code == 422
    assert closes_at in answer.text
    assert "15 January 2027, 16:00 (Brussels)" in client.get(f"/en/{CALL}").text
