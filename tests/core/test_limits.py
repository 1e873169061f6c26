"""Limits hold across requests, say when to come back, and two first tries at once are two."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.core.db import db
from cop.core.limits import count_try, forget_tries
from cop.kernel.errors import TooMany
from tests.core.lab import post
from tests.factories import NOON

FIVE = timedelta(minutes=5)


def test_the_one_after_the_last_is_a_429_with_retry_after(lab: FlaskClient, lab_app: Flask) -> None:
    assert post(lab, "/lab/limited").status_code == 200
    lab_app.extensions["cop.clock"].advance(minutes=2)
    assert post(lab, "/lab/limited").status_code == 200
    refused = post(lab, "/lab/limited")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "180"
    lab_app.extensions["cop.clock"].advance(minutes=3)
    assert post(lab, "/lab/limited").status_code == 200


def test_a_success_forgets(lab: FlaskClient, lab_app: Flask) -> None:
    with lab_app.app_context():
        count_try("key", most=1, per=FIVE, now=NOON)
        forget_tries("key")
        db.session.flush()
        count_try("key", most=1, per=FIVE, now=NOON)
        with pytest.raises(TooMany):
            count_try("key", most=1, per=FIVE, now=NOON)
        db.session.rollback()
