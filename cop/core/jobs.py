"""Work that a request only asks for: named jobs in a queue of their own, run by the worker, enqueued after the commit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, after_this_request, current_app
from huey import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey, crontab

from cop.core.unit import after_commit, gather, unit_of_work

log = structlog.get_logger()
_KEY = "cop.jobs"


class Jobs:
    """The queue of one app and the functions it may run, by name."""

    def __init__(self, app: Flask, huey: Huey) -> None:
        self.app, self.huey = app, huey
        self.functions: dict[str, Callable[..., None]] = {}
        self.task = huey.task(name="run", retries=3, retry_delay=30)(self.run)

    def run(self, name: str, arguments: dict[str, Any]) -> None:
        with self.app.app_context(), unit_of_work():
            log.info("job", name=name)
            self.functions[name](**arguments)


def open_queue(url: str, *, immediate: bool) -> Huey:
    """The queue at `url`; `immediate` runs each job where it is enqueued (tests)."""
    if immediate:
        return MemoryHuey("cop", immediate=True)
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("cop", filename=str(path))
    if scheme == "redis":
        return RedisHuey("cop", url=url)
    return PostgresHuey("cop", dsn=url.replace("postgresql+psycopg", "postgresql"))


def install(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.extensions[_KEY] = Jobs(app, open_queue(settings.jobs, immediate=settings.environment == "test"))


def register(
    app: Flask, name: str, function: Callable[..., None], *, every_minutes: int | None = None
) -> None:
    """Let `function` be enqueued as `name`; with `every_minutes` the worker also runs it by itself."""
    jobs: Jobs = app.extensions[_KEY]
    jobs.functions[name] = function
    if every_minutes:
        jobs.huey.periodic_task(crontab(minute=f"*/{every_minutes}"), name=f"every-{name}")(
            lambda: jobs.run(name, {})
        )


def enqueue(name: str, *, once: bool = False, **arguments: Any) -> None:
    """Run job `name` with JSON-able `arguments` after this transaction commits; `once`: one run, however often asked."""
    jobs: Jobs = current_app.extensions[_KEY]
    after_commit(lambda: jobs.task(name, arguments), once=f"job {name}" if once else None)


def enqueue_with(name: str, thing: Any) -> None:
    """Run job `name` once after this transaction commits, with `things`: each JSON-able `thing` that this was called with."""
    jobs: Jobs = current_app.extensions[_KEY]
    gather(f"job {name}", thing, lambda things: jobs.task(name, {"things": things}))


def enqueue_after_answer(name: str, **arguments: Any) -> None:
    """Run job `name` though nothing is committed: what a page that only reads has to tell, once it has been answered."""

    @after_this_request
    def tell(response: Response) -> Response:
        enqueue_now(name, **arguments)
        return response


def enqueue_now(name: str, **arguments: Any) -> None:
    """The same, from where the answer is made already."""
    jobs: Jobs = current_app.extensions[_KEY]
    try:
        jobs.task(name, arguments)
    except Exception:  # the reader has what they asked for; a queue that is away is not their fault
        log.exception("job_not_enqueued", name=name)


def consume(app: Flask) -> None:
    """Do jobs until told to stop (the worker's main loop)."""
    jobs: Jobs = app.extensions[_KEY]
    jobs.huey.create_consumer(workers=1, worker_type="thread", periodic=True, check_worker_health=True).run()
