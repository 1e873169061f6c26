"""`cop run`: one command, several processes, one clean end."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from urllib.request import urlopen

import pytest

from cop.serving import MEMORY
from tests.core.lab import free_port, is_alive, wait_until


@contextmanager
def _run(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """In a folder of its own, below which its data are: settings mean what they mean where the command is started."""
    environment = {**os.environ, "COP_DATA_DIR": "data", "COP_LOG_LEVEL": "error"}
    command = [sys.executable, "-m", "cop.cli", "run", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()  # a test that fails waits for nobody


@pytest.fixture
def port() -> int:
    return free_port()


def _wait_until_alive(port: int, process: subprocess.Popen[str]) -> None:
    def is_alive_or_ended() -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30):
                return True
        except OSError:
            return process.poll() is not None

    wait_until(is_alive_or_ended)
    assert process.poll() is None, process.communicate()[0]


def _children(pid: int) -> set[int]:
    found = set()
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            found |= {child} | _children(child)
    return found


def _figures(pid: int) -> Path:
    """Where the web processes' figures meet: in memory, for a full disk kills whoever writes to a mapped file on it."""
    [folder] = re.findall(rb"PROMETHEUS_MULTIPROC_DIR=([^\0]+)", Path(f"/proc/{pid}/environ").read_bytes())
    assert folder.startswith(MEMORY.encode()) or not os.access(MEMORY, os.W_OK)
    return Path(os.fsdecode(folder))


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_every_process(tmp_path: Path, port: int, end: signal.Signals) -> None:
    with _run(tmp_path, port) as process:
        _wait_until_alive(port, process)
        children = _children(process.pid)
        assert len(children) >= 3
        figures = _figures(process.pid)
        assert list(figures.iterdir())
        assert (tmp_path / "data" / "secret_key").exists()
        process.send_signal(end)
        assert process.wait(120) == 0
    wait_until(lambda: not any(map(is_alive, children)))
    assert not figures.exists()


def test_nobody_is_left_when_the_first_process_is_killed(tmp_path: Path, port: int) -> None:
    with _run(tmp_path, port) as process:
        _wait_until_alive(port, process)
        left = [os.pidfd_open(pid) for pid in _children(process.pid)]
        process.kill()
        ended = [bool(wait([pidfd], timeout=60)) for pidfd in left]
    assert ended == [True] * len(left)
    for pidfd in left:
        os.close(pidfd)


def test_told_to_end_before_it_serves_it_ends(tmp_path: Path, port: int) -> None:
    """Whenever the signal comes, also between a fork and what the fork would do with it."""
    with _run(tmp_path, port) as process:
        wait_until(lambda: _children(process.pid) or process.poll() is not None)
        children = _children(process.pid)
        process.terminate()
        assert process.wait(120) == 0
    wait_until(lambda: not any(map(is_alive, children)))


def test_a_taken_port_is_said_plainly(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with _run(tmp_path, port) as process:
            out, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert f"cannot listen on 127.0.0.1:{port}" in out
    assert f"PORT={port + 1} make run" in out
