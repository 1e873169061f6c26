"""Limits, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from cop.core.db import db
from cop.core.limits import LimitCount, count_try
from cop.kernel.errors import TooMany
from tests.factories import NOON


def test_tries_are_counted_in_one_row(ctx: Flask) -> None:
    for _ in range(3):
        count_try("who", most=3, per=timedelta(minutes=1), now=NOON)
        db.session.commit()

    assert db.session.get_one(LimitCount, "who").tries == 3
    with pytest.raises(TooMany) as refused:
        count_try("who", most=3, per=timedelta(minutes=1), now=NOON + timedelta(seconds=20))
    assert refused.value.retry_after == 40
