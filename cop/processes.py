"""The processes of a site: the app is made once; the web server and the job worker are forks of the process that made it.

What the app holds (code, templates, catalogues) is in memory once, however many processes serve. The first process ends them all.
"""

import ctypes
import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import wait

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from cop.app import create_app
from cop.core.db import db
from cop.core.jobs import consume
from cop.core.places import threads_for
from cop.core.settings import Settings
from cop.search.engine import prepare

FORK = get_context("fork")
PR_SET_PDEATHSIG = 1  # linux/prctl.h
ENDING = (signal.SIGTERM, signal.SIGINT)


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
    try:
        return _together(acts)
    finally:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


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
            "post_worker_init": _hear,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app

    def run(self) -> None:
        _Arbiter(self).run()


class _Arbiter(Arbiter):  # type: ignore[misc]
    """Gunicorn's, except that what ends a worker waits from its fork until the worker can hear it; else it would be lost."""

    def spawn_worker(self) -> int:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            return int(super().spawn_worker())
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _hear(_worker: object) -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _together(acts: Sequence[Callable[[], None]]) -> int:
    """Do `acts` side by side in forks; when one ends, or we are told to, end them all. The exit status of the one that ended."""
    us = os.getpid()
    forks = [FORK.Process(target=_alone, args=(act, us)) for act in acts]
    asked: list[int] = []

    def end(number: int, _frame: object) -> None:
        asked.append(number)
        for fork in forks:
            fork.terminate()

    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, ENDING
    )  # what comes while we fork is for `end`, which knows all forks
    for fork in forks:
        fork.start()
    for number in ENDING:
        signal.signal(number, end)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    wait([fork.sentinel for fork in forks])
    status = next((fork.exitcode for fork in forks if fork.exitcode is not None), None)
    for fork in forks:
        fork.terminate()
        fork.join()
    return 0 if asked else status or 1


def _alone(act: Callable[[], None], parent: int) -> None:
    """In a session of its own, so that Ctrl-C reaches only the process that ends us; and not after it, however it ends."""
    os.setsid()
    _end_with(parent)
    _hear(None)
    act()


def _end_with(parent: int) -> None:
    """Be told to end when `parent` is gone, also when it was killed and could tell nobody: the kernel does it (prctl(2))."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM):
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:  # gone before we asked
        os._exit(1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
