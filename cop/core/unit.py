"""One unit of work: everything is committed once, and only then is the outside world told."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog

from cop.core.db import db

log = structlog.get_logger()
_KEY = "cop.after_commit"
T = TypeVar("T")
R = TypeVar("R")


def after_commit(call: Callable[[], None], *, once: str | None = None) -> None:
    """Run `call` after the present transaction is committed; with `once`, only the first of that name runs."""
    queue: dict[str, Callable[[], None]] = db.session().info.setdefault(_KEY, {})
    queue.setdefault(once or f"call-{len(queue)}", call)


@dataclass(slots=True)
class _Gathered:
    """What is told at once, and to whom."""

    tell: Callable[[list[Any]], None]
    things: list[Any] = field(default_factory=list)

    def __call__(self) -> None:
        self.tell(self.things)


def gather(name: str, thing: Any, tell: Callable[[list[Any]], None]) -> None:
    """Run `tell` once after the present transaction is committed, with every `thing` gathered under `name`, each once."""
    queue: dict[str, Callable[[], None]] = db.session().info.setdefault(_KEY, {})
    gathered = queue.setdefault(name, _Gathered(tell))
    if isinstance(gathered, _Gathered) and thing not in gathered.things:
        gathered.things.append(thing)


def commit() -> None:
    """Commit, then run what was queued. A queued call that fails is logged: the commit stands and must be acknowledged."""
    db.session.commit()
    queue = db.session().info.pop(_KEY, {})
    for call in queue.values():
        try:
            call()
        except Exception:
            log.exception("after_commit_failed")


def rollback() -> None:
    """Undo, and forget what was queued."""
    db.session().info.pop(_KEY, None)
    db.session.rollback()


def end_reading() -> None:
    """After a request that only read: let go of the connection and of all that was loaded, without marking each row stale."""
    db.session.close()


@contextmanager
def unit_of_work() -> Iterator[None]:
    """For commands and jobs: commit at the end of the block, undo when it raises."""
    try:
        yield
        commit()
    except BaseException:
        rollback()
        raise


def each_by_itself(things: Iterable[T], act: Callable[[T], R], *, job: str) -> list[R]:
    """For jobs: `act` with each thing in a transaction of its own; what it gave for those that went well.

    One that fails is undone and logged, and holds up no other; nobody else waits for the end of them all.
    """
    given = []
    for thing in things:
        try:
            with unit_of_work():
                given.append(act(thing))
        except Exception:
            log.exception("one_failed", job=job)
    return given
