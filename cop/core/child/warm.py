"""Functions of a module that takes long to import, called in a child that has it: limited like core.child.calling, and quick.

One child of this kind is kept by each process that asks; it is started by the first call, and again when it is gone.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import Any

from cop.core.child.calling import Limits, OverLimit, answered, environment
from cop.core.settings import ROOT


class Warm:
    """The child for the functions of one module. Not for several threads at once."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.child: subprocess.Popen[bytes] | None = None
        self.asked_by = 0

    def call(self, function: str, content: bytes, limits: Limits) -> Any:
        """What `function` of the module makes of `content`; raises Unreadable or OverLimit as `in_child` does."""
        given = [function, len(content), limits.wall, limits.memory, limits.cpu, limits.answer]
        try:
            answer = self._ask(json.dumps(given).encode() + b"\n" + content)
        except (OSError, ValueError):
            self.end()
            raise OverLimit("the child is gone") from None
        if not answer:
            raise OverLimit("it came to a bad end")
        return answered(answer)

    def end(self) -> None:
        """Let the child go; nothing when there is none of ours."""
        child, self.child = self.child, None
        if child is not None and self.asked_by == os.getpid():
            for pipe in (child.stdin, child.stdout):
                with suppress(OSError):  # what could not be written to a child that is gone
                    pipe.close()  # type: ignore[union-attr]
            child.kill()
            child.wait()

    def _ask(self, content: bytes) -> bytes:
        child = self._running()
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 - both are pipes
        child.stdin.write(content)
        child.stdin.flush()
        return child.stdout.read(int(child.stdout.readline()))

    def _running(self) -> subprocess.Popen[bytes]:
        if self.child is None or self.asked_by != os.getpid() or self.child.poll() is not None:
            self.end()
            command = [sys.executable, "-m", "cop.core.child.forking", self.module]
            self.child = subprocess.Popen(  # noqa: S603 - our own command
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd=ROOT
            )
            self.asked_by = os.getpid()
        return self.child
