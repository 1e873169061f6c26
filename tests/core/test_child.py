"""A child gives a value or a clear error, and whatever it does ends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cop.core.child.calling import Limits, OverLimit, Unreadable, in_child
from tests.core import childish

SMALL = Limits(memory=300_000_000, cpu=1, wall=3, answer=1_000_000)


def test_a_value_comes_back() -> None:
    assert in_child(childish.length, "بايت".encode()) == 8
    assert in_child(childish.length, bytes(5_000_000), 7) == 5_000_007


def test_a_refusal_says_why() -> None:
    with pytest.raises(Unreadable, match="no sheet · ورقة"):
        in_child(childish.refuse, "no sheet · ورقة".encode())


@pytest.mark.parametrize(
    "does", [childish.crash, childish.die, childish.hoard, childish.spin, childish.wait, childish.babble]
)
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
