"""A writer killed at any moment: what it said was done is there, and the next one goes on."""

import os
import signal
from collections.abc import Callable
from itertools import count

import pytest

from cop.core.search.port import SearchEngine
from tests.core.search.asking import doc, found

Tell = Callable[[], int]


def killed(work: Callable[[Tell], None], *, after: int) -> None:
    """Run `work` in a process of its own and kill it in the middle of whatever follows its telling us `after` times."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        work(lambda: os.write(theirs, b"."))
        os._exit(0)
    heard = 0
    while heard < after:
        heard += len(os.read(ours, 1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize("after", [1, 2, 5])
def test_what_was_indexed_before_the_kill_is_found(
    open_engine: Callable[[], SearchEngine], after: int
) -> None:
    def work(tell: Tell) -> None:
        engine = open_engine()
        for number in count():
            engine.index([doc(f"d{number}", "water")])
            tell()

    killed(work, after=after)
    engine = open_engine()
    assert engine.ids() >= {f"d{number}" for number in range(after)}
    engine.index([doc("next", "wells")])
    assert found(engine, "wells") == ["next"]


@pytest.mark.parametrize("after", [1, 40])
def test_a_rebuild_that_was_killed_leaves_the_old_index(
    open_engine: Callable[[], SearchEngine], after: int
) -> None:
    engine = open_engine()
    engine.index([doc("old", "water")])

    def work(tell: Tell) -> None:
        open_engine().rebuild(doc(f"d{number}", "water") for number in count() if tell())

    killed(work, after=after)
    assert found(engine, "water") == ["old"]
    engine.index([doc("more", "water")])
    assert engine.rebuild([doc("new", "water")]) == 1
    assert found(engine, "water") == ["new"]
