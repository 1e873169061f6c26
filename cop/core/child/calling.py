"""Work on bytes that strangers made, in a process of its own with an end: to its memory, its time and what it writes.

A small file can cost a parser more than a machine has. The child gets the bytes, a function of ours to call and an environment
without secrets; what comes back is JSON, so that even a parser that was taken over can only say something wrong.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Any

import structlog

from cop.core.settings import ROOT
from cop.kernel.errors import Later

log = structlog.get_logger()
_AT_ONCE = BoundedSemaphore(2)
PATIENCE = 20
"""Seconds to wait for a place."""
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: bytes of memory, seconds of processor and of the clock on the wall, bytes of answer.

    The processor's seconds bound what the bytes may cost. Those on the wall only end what waits for ever: a machine that is busy
    with other things takes many times as long for the same.
    """

    memory: int = 512_000_000
    cpu: int = 10
    wall: int = 60
    answer: int = 20_000_000


class Unreadable(Exception):
    """The function found that the bytes are not what it takes."""


class OverLimit(Exception):
    """The bytes cost more than they may, or broke the parser."""


def in_child(
    function: Callable[..., Any], content: bytes, *arguments: str | int, limits: Limits | None = None
) -> Any:
    """`function(content, *arguments)`, worked out in a child. `function` is a module's own and pure; its result is JSON.

    Raises Unreadable when it raised ValueError, OverLimit when it needed more than `limits` or crashed, Later when too many
    children are at work already.
    """
    limits = limits or Limits()
    if not _AT_ONCE.acquire(timeout=PATIENCE):
        raise Later(retry_after=10)
    try:
        return answered(_run(f"{function.__module__}:{function.__name__}", content, arguments, limits))
    finally:
        _AT_ONCE.release()


def _run(name: str, content: bytes, arguments: tuple[str | int, ...], limits: Limits) -> bytes:
    given = json.dumps([name, arguments, limits.memory, limits.cpu, limits.answer])
    command = [sys.executable, "-m", "cop.core.child", given]
    with TemporaryFile() as source, TemporaryFile() as answer:
        source.write(content)
        source.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - our own command
                command,
                stdin=source,
                stdout=answer,
                stderr=subprocess.PIPE,
                env=environment(),
                cwd=ROOT,
                timeout=limits.wall,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise OverLimit("time") from None
        if done.returncode:
            said = done.stderr[-300:].decode("utf-8", "replace")
            log.warning("child_failed", function=name, status=done.returncode, said=said)
            raise OverLimit(f"status {done.returncode}")
        answer.seek(0)
        return answer.read()


def environment() -> dict[str, str]:
    """Ours without what is secret."""
    return {key: os.environ[key] for key in _KEPT if key in os.environ}


def answered(said: bytes) -> Any:
    """The value in what a child said; raises Unreadable."""
    answer = json.loads(said)
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    return answer["value"]
