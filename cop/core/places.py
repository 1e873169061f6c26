"""How many requests are at work at once. When every place is taken the next ones wait a little, in a room with an end; whoever
finds that full too is sent away at once with a page that costs nothing. Sign-in, saving and submission have places of their own.

The server has a thread for each place, each seat of the waiting room, a few to turn people away, and many in which requests come
in over slow links before they take a place (see `threads_for`).
"""

import random
from collections.abc import Callable
from threading import Condition
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from prometheus_client import Counter

from cop.core.settings import Settings
from cop.kernel.errors import Later

View = TypeVar("View", bound=Callable[..., Any])

SHED = Counter("cop_requests_shed_total", "Requests sent away because every place was taken", ["goes_first"])
PATIENCE, PATIENCE_OF_FIRST = 2.0, 10.0
"""Seconds that a request waits for a place: nobody waits long for a page, and anybody for the proof that a proposal is in."""
_TO_TURN_AWAY, _TO_RECEIVE = 8, 64
_KEY = "cop.places"


class Full(Later):
    """Every place is taken and the waiting room is full."""


def goes_first(view: View) -> View:
    """Declare that a view's requests may take the reserved places: people would lose something without an answer."""
    view.place = "first"  # type: ignore[attr-defined]
    return view


def needs_no_place(view: View) -> View:
    """Declare that a view is asked by machines that watch us, and answers however full it is."""
    view.place = "none"  # type: ignore[attr-defined]
    return view


class Places:
    """`ordinary` places for everyone, `reserved` more for those who go first, and `seats` to wait on for each of the two."""

    def __init__(self, *, ordinary: int, reserved: int, seats: int) -> None:
        self._limits = {False: ordinary, True: ordinary + reserved}
        self._seats, self._waiting = seats, {False: 0, True: 0}
        self._at_work, self._changed = 0, Condition()

    def take(self, *, first: bool, patience: float) -> bool:
        """Whether there is a place, at once or within `patience` seconds; False at once when no seat is free."""
        with self._changed:
            if not self._has_place(first):
                if self._waiting[first] >= self._seats:
                    return False
                self._waiting[first] += 1
                got = self._changed.wait_for(lambda: self._has_place(first), patience)
                self._waiting[first] -= 1
                if not got:
                    return False
            self._at_work += 1
            return True

    def give_back(self) -> None:
        with self._changed:
            self._at_work -= 1
            self._changed.notify_all()

    @property
    def are_waiting(self) -> int:
        """How many sit in the waiting room."""
        return sum(self._waiting.values())

    def _has_place(self, first: bool) -> bool:
        return self._at_work < self._limits[first]


def threads_for(settings: Settings) -> int:
    """How many threads a web process needs so that nobody waits unseen."""
    return (
        settings.web_threads + settings.web_reserved + 2 * settings.web_waiting + _TO_TURN_AWAY + _TO_RECEIVE
    )


def install(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    app.extensions[_KEY] = Places(
        ordinary=settings.web_threads, reserved=settings.web_reserved, seats=settings.web_waiting
    )
    app.teardown_request(_leave)


def come_in() -> None:
    """At the door, once the request is here whole and has its instant and its language: take a place or raise Full."""
    kind = getattr(current_app.view_functions.get(request.endpoint or ""), "place", "ordinary")
    if kind == "none":
        return
    first = kind == "first"
    places: Places = current_app.extensions[_KEY]
    if places.take(first=first, patience=PATIENCE_OF_FIRST if first else PATIENCE):
        g.has_place = True
        return
    SHED.labels(str(first).lower()).inc()
    raise Full(retry_after=random.randint(3, 9))  # noqa: S311 - so that not all come back together


def _leave(_error: BaseException | None) -> None:
    if g.pop("has_place", False):
        current_app.extensions[_KEY].give_back()
