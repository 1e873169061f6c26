"""The processes of a site: the app is made once; the web server and the job worker are forks of the process that made it.

What the app holds (code, templates, catalogues) is in memory once, however many processes serve. The first process ends them all.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import wait

from flask import Flask
from gunicorn.app.base import BaseApplication

from cop.app import create_app
from cop.core.db import db
from cop.core.jobs import consume
from cop.core.places import threads_for
from cop.core.settings import Settings
from cop.search.engine import prepare

FORK = get_context("fork")


def main(host: str, port: str, *with_worker: str) -> int:
    """Serve on `host` and `port`, and do jobs when a third argument is given; the exit status."""
    app = create_app()
    prepare(app)
    _warm(app)
    gc.collect()
    gc.freeze()  # what is made by now stays: forks share its memory as long as no collection touches it
    acts: list[Callable[[], None]] = [Web(app, host, int(port)).run]
    if with_worker:
        acts.append(partial(consume, app))
    return _together(acts)


def _warm(app: Flask) -> None:
    """Make what every page needs (mappers, templates, catalogues) by making one: else each fork would, for itself alone."""
    settings: Settings = app.config["SETTINGS"]
    app.test_client().get(f"/{settings.default_language}/", base_url=settings.base_url)
    with app.app_context():
        db.engine.dispose()  # no connection is shared by two processes


class Web(BaseApplication):  # type: ignore[misc]
    """Gunicorn for an app that is already made; a process of it that grew old is replaced by a new fork."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self.app, self.address = app, f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        settings: Settings = self.app.config["SETTINGS"]
        options = {
            "bind": self.address,
            "worker_class": "cop.core.arrival.Worker",
            "workers": settings.web_processes,
            "threads": threads_for(settings),
            "preload_app": True,
            "graceful_timeout": 20,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "loglevel": "warning",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def _together(acts: Sequence[Callable[[], None]]) -> int:
    """Do `acts` side by side in forks; when one ends, or we are told to, end them all. The exit status of the one that ended."""
    forks = [FORK.Process(target=_alone, args=(act,)) for act in acts]
    asked: list[int] = []

    def end(number: int, _frame: object) -> None:
        asked.append(number)
        for fork in forks:
            fork.terminate()

    for fork in forks:
        fork.start()
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    wait([fork.sentinel for fork in forks])
    status = next((fork.exitcode for fork in forks if fork.exitcode is not None), None)
    for fork in forks:
        fork.terminate()
        fork.join()
    return 0 if asked else status or 1


def _alone(act: Callable[[], None]) -> None:
    """In a session of its own, so that Ctrl-C reaches only the process that ends us."""
    os.setsid()
    act()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
