"""The child's side of core.child.warm: a module is imported once, then each call is a fork of this process, with its own limits.

It has no threads, so that forks of it are safe, and ends when nobody is left to ask it.
"""

import gc
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from importlib import import_module
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from cop.core.child.working import answer_of, limit


def main() -> None:
    module = import_module(sys.argv[1])
    gc.freeze()
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    while line := asked.readline():
        name, size, wall, *limits = json.loads(line)
        answer = _in_fork(partial(getattr(module, name), asked.read(size)), wall, limits)
        told.write(b"%d\n" % len(answer) + answer)
        told.flush()


def _in_fork(call: Callable[[], Any], wall: int, limits: list[int]) -> bytes:
    """What the fork answers; nothing when it came to a bad end. Whatever files it leaves are removed."""
    with TemporaryDirectory(prefix="cop-") as folder, TemporaryFile() as file:
        pid = os.fork()
        if pid == 0:
            tempfile.tempdir = folder
            _work(call, file.fileno(), wall, limits)
        _pid, status = os.waitpid(pid, 0)
        file.seek(0)
        return b"" if status else file.read()


def _work(call: Callable[[], Any], file: int, wall: int, limits: list[int]) -> None:
    """In the fork, which goes no further than this."""
    try:
        signal.alarm(wall)  # nobody handles it: the process ends
        limit(*limits)
        with os.fdopen(os.dup(file), "wb") as answer:
            answer.write(answer_of(call).encode())
    except BaseException:  # noqa: BLE001 - whatever it is, a fork must not go on as its parent
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


main()
