"""What is counted in memory is told about once a minute, all at once."""

from datetime import timedelta

from flask import Flask

from cop.core import jobs, tally
from tests.factories import NOON


def test_it_tells_when_a_minute_is_over_and_begins_anew(ctx: Flask) -> None:
    told: list[list[list[int | str]]] = []

    def hear(counts: list[list[int | str]]) -> None:
        told.append(counts)

    jobs.register(ctx, "test.count", hear)
    tally.register(ctx, "test.count")
    mine = tally.tally("test.count")
    for seconds in (0, 30, 60, 61):
        mine.count((7, "fr"), NOON + timedelta(seconds=seconds))
    assert told == [[[7, "fr", 3]]]
    mine.count((8, "ar"), NOON + timedelta(seconds=121))
    assert sorted(told[1]) == [[7, "fr", 1], [8, "ar", 1]]
