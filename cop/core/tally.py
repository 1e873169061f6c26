"""Counts of what is looked at, held in memory and handed to the worker about once a minute: looking waits for nothing.

Each process has its own; what it holds when it stops is lost.
"""

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

from flask import Flask, current_app

from cop.core import jobs

EVERY = timedelta(minutes=1)
Thing = tuple[int | str, ...]


class Tally:
    """How often each thing was counted since the first of them, until job `name` is told: `counts` are [*thing, times]."""

    def __init__(self, name: str) -> None:
        self.name, self._lock = name, Lock()
        self._counts: Counter[Thing] = Counter()
        self._since: datetime | None = None

    def count(self, thing: Thing, now: datetime) -> None:
        """Once more; tells when it is time."""
        with self._lock:
            self._counts[thing] += 1
            self._since = self._since or now
            if now - self._since < EVERY:
                return
            told, self._counts, self._since = self._counts, Counter(), None
        jobs.enqueue_now(self.name, counts=[[*one, times] for one, times in told.items()])


def register(app: Flask, name: str) -> None:
    """Have a tally for job `name`."""
    app.extensions.setdefault("cop.tallies", {})[name] = Tally(name)


def tally(name: str) -> Tally:
    return current_app.extensions["cop.tallies"][name]  # type: ignore[no-any-return]
