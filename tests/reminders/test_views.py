"""To follow a call and to choose reminders, on screen; and that the worker sends them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from cop.activity.models import Mail
from cop.calls.services import create_call, publish_call
from cop.core import jobs
from cop.core.db import db
from cop.core.unit import unit_of_work
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.clock import SetClock
from tests.calls.shipped import small
from tests.proposals.conftest import Visitor, person, visitor

__all__ = ["person", "visitor"]
CALL = "/calls/small-2026"


@pytest.fixture
def announced(app: Flask, clock: SetClock) -> None:
    """A call that opens in nine days."""
    opens_at = small().stages[0].window.instants().opens_at
    clock.at = opens_at - timedelta(days=9)
    with app.app_context():
        publish_call(create_call(small(), actor=SYSTEM, now=clock.at), actor=SYSTEM, now=clock.at)
        db.session.commit()


@pytest.mark.usefixtures("announced")
def test_follow_until_it_opens(app: Flask, person: Callable[[Role], Visitor], clock: SetClock) -> None:
    assert "Sign in to be told by mail when it opens" in Visitor(app.test_client()).get(CALL).text
    reader = person(Role.MEMBER)
    assert f'action="/en{CALL}/follow"' in reader.get(CALL).text
    assert reader.post(f"{CALL}/follow").status_code == 303
    assert "Stop following" in reader.get(CALL).text
    assert reader.post(f"{CALL}/follow/removal").status_code == 303
    assert reader.post(f"{CALL}/follow").status_code == 303
    clock.at += timedelta(days=9)
    assert "Stop following" not in reader.get(CALL).text
    with app.app_context():
        with unit_of_work():
            jobs.enqueue("reminders.send")
        (mail,) = db.session.query(Mail)
        assert mail.subject == "Open now: A small call"


def test_choices_are_kept(person: Callable[[Role], Visitor]) -> None:
    reader = person(Role.MEMBER)
    assert 'href="/en/account/reminders"' in reader.get("/account").text
    assert reader.get("/account/reminders").text.count(" checked") == 5
    assert reader.post("/account/reminders", day="y").status_code == 303
    page = reader.get("/account/reminders").text
    assert page.count(" checked") == 1
