"""Serving: the web server and the job worker as children of one process, which ends them both."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence

from cop.core.places import threads_for
from cop.core.settings import ROOT, Settings


class PortInUse(Exception):
    """Somebody listens there already."""


def serve(settings: Settings, *, host: str, port: int, with_worker: bool) -> int:
    """Serve until told to stop; the web server's exit status, 0 when it was we who stopped it."""
    worker = [sys.executable, "-m", "cop.cli", "worker"]
    return _together([_web(settings, host, port), *([worker] if with_worker else [])], _environment(settings))


def refuse_taken(host: str, port: int) -> None:
    """Raise PortInUse when nobody could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUse(f"cannot listen on {host}:{port}: {error.strerror}") from error


def _web(settings: Settings, host: str, port: int) -> list[str]:
    """Gunicorn, which loads the app once and forks: memory is shared, and a worker that grew old is replaced."""
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "worker-class": "cop.core.arrival.Worker",
        "workers": str(settings.web_processes),
        "threads": str(threads_for(settings)),
        "graceful-timeout": "20",
        "max-requests": "20000",
        "max-requests-jitter": "2000",
        "log-level": "warning",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "gunicorn", "wsgi:app", "--preload", *flags]


def _environment(settings: Settings) -> dict[str, str]:
    """Ours, an empty folder where the web processes' figures meet, and threads that share memory arenas, which saves some."""
    folder = settings.data_dir.absolute() / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {"MALLOC_ARENA_MAX": "2", **os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}


def _together(commands: Sequence[Sequence[str]], environment: Mapping[str, str]) -> int:
    """Run `commands` side by side; when one ends, or we are told to, end them all. The first one's exit status."""
    children = [
        subprocess.Popen(c, cwd=ROOT, env=environment, start_new_session=True)  # noqa: S603 - our own commands
        for c in commands
    ]
    asked: list[int] = []

    def end(number: int, _frame: object) -> None:
        asked.append(number)
        for child in children:
            child.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    pid, status = os.wait()
    for child in children:
        if child.pid != pid:
            child.terminate()
            child.wait()
    return 0 if asked else os.waitstatus_to_exitcode(status) or 1
