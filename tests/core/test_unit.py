"""Jobs do many things one by one: each is committed alone, and one that fails holds up no other."""

from flask import Flask
from sqlalchemy import select

from cop.activity.models import Mail
from cop.activity.services import queue_mail
from cop.core.db import db
from cop.core.unit import after_commit, each_by_itself, rollback
from tests.factories import NOON

ADDRESSES = ["a@example.org", "broken@example.org", "c@example.org"]


def test_each_stands_alone(ctx: Flask) -> None:
    told: list[str] = []

    def write(to: str) -> str:
        queue_mail(to=to, subject="News", text="x", language="en", now=NOON)
        db.session.flush()
        after_commit(lambda: told.append(to))
        if to.startswith("broken"):
            raise ZeroDivisionError
        return to

    assert each_by_itself(ADDRESSES, write, job="test") == [ADDRESSES[0], ADDRESSES[2]] == told
    rollback()
    assert list(db.session.scalars(select(Mail.to).order_by(Mail.id))) == told
