"""From the command to the process that serves: a free port, an environment, and no memory that only the command needed."""

import errno
import os
import shutil
import socket
import sys

from cop.core.settings import Settings


class CannotListen(Exception):
    """The port is taken, may not be had, or the address is none of this machine's."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        super().__init__(f"cannot listen on {host}:{port}: {error.strerror}")
        self.is_taken = error.errno == errno.EADDRINUSE


def serve(settings: Settings, *, host: str, port: int, with_worker: bool) -> None:
    """Become the process that serves until told to stop; its exit status is the web server's, 0 when it was told to."""
    arguments = [host, str(port), *(["worker"] if with_worker else [])]
    os.execve(sys.executable, [sys.executable, "-m", "cop.processes", *arguments], _environment(settings))  # noqa: S606 - ourselves


def refuse_taken(host: str, port: int) -> None:
    """Raise CannotListen when nobody could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotListen(host, port, error) from error


def _environment(settings: Settings) -> dict[str, str]:
    """Ours, an empty folder where the web processes' figures meet, and threads that share memory arenas, which saves some."""
    settings.make_data_dir()
    folder = settings.data_dir.absolute() / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {"MALLOC_ARENA_MAX": "2", **os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
