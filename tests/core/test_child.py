"""A child gives a value or a clear error, and whatever it does ends."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import pytest

from cop.core.child.calling import Limits, OverLimit, Unreadable, in_child
from cop.core.child.warm import Warm
from cop.core.settings import ROOT
from tests.core import childish

BAD = [childish.crash, childish.die, childish.hoard, childish.spin, childish.wait, childish.babble]
SMALL = Limits(memory=300_000_000, cpu=1, wall=3, answer=1_000_000)


def test_a_value_comes_back() -> None:
    assert in_child(childish.length, "بايت".encode()) == 8
    assert in_child(childish.length, bytes(5_000_000), 7) == 5_000_007


def test_a_refusal_says_why() -> None:
    with pytest.raises(Unreadable, match="no sheet · ورقة"):
        in_child(childish.refuse, "no sheet · ورقة".encode())


@pytest.mark.parametrize("does", BAD)
def test_too_much_of_anything_ends_it(does: Callable[..., Any]) -> None:
    with pytest.raises(OverLimit):
        in_child(does, b"", limits=SMALL)


def test_it_fills_no_disk(tmp_path: Path) -> None:
    with pytest.raises(OverLimit):
        in_child(childish.scribble, b"", str(tmp_path / "large"), limits=SMALL)


def test_it_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COP_SECRET_KEY", "hidden")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
    assert not {"COP_SECRET_KEY", "AWS_SECRET_ACCESS_KEY"} & {*in_child(childish.environment, b"")}


def test_after_one_that_ended_badly_the_next_is_served() -> None:
    for _ in range(3):
        with pytest.raises(OverLimit):
            in_child(childish.crash, b"")
    assert in_child(childish.length, b"abc") == 3


# the child that is kept


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    made = Warm("tests.core.childish")
    yield made
    made.end()


def test_a_kept_child_gives_values_and_reasons(warm: Warm) -> None:
    assert warm.call("length", "بايت".encode(), SMALL) == 8
    first = warm.child
    assert warm.call("length", bytes(5_000_000), SMALL) == 5_000_000
    with pytest.raises(Unreadable, match="no sheet · ورقة"):
        warm.call("refuse", "no sheet · ورقة".encode(), SMALL)
    assert warm.child is first


@pytest.mark.parametrize("does", BAD)
def test_a_kept_child_outlives_what_is_too_much(warm: Warm, does: Callable[..., Any]) -> None:
    warm.call("length", b"", SMALL)
    first = warm.child
    with pytest.raises(OverLimit):
        warm.call(does.__name__, b"", replace(SMALL, wall=1))
    assert warm.call("length", b"abc", SMALL) == 3
    assert warm.child is first


def test_a_kept_child_removes_what_was_left(warm: Warm) -> None:
    left = Path(warm.call("litter", b"", SMALL))
    assert not left.exists()


def test_a_kept_child_that_was_killed_is_started_again(warm: Warm) -> None:
    warm.call("length", b"", SMALL)
    first = warm.child
    assert first
    first.kill()
    first.wait()
    assert warm.call("length", b"abc", SMALL) == 3
    assert warm.child is not first


def test_a_kept_child_ends_with_whoever_asked_it() -> None:
    told = (
        "from cop.core.child.warm import Warm; from cop.core.child.calling import Limits; import os;"
        "warm = Warm('tests.core.childish'); warm.call('length', b'', Limits());"
        "print(warm.child.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", told], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    with suppress(ProcessLookupError):
        assert wait([os.pidfd_open(int(ended.stdout))], timeout=60)
