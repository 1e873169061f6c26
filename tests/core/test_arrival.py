"""A request is dated by its first byte, not by when a thread was free for it or by when its last byte came."""

import inspect
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from select import select

import pytest
from gunicorn.arbiter import Arbiter
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers import gthread

from cop.core.arrival import MOST_HEAD, MOST_QUIET, MOST_WHOLE
from cop.core.settings import ROOT
from cop.kernel.clock import system_clock
from cop.kernel.ids import digest
from tests.core.lab import free_port, wait_until

APP = """
from pathlib import Path
from cop.core import arrival
from cop.core.arrival import Worker, arrived_at

def app(environ, start_response):
    Path("begun").touch()
    environ["wsgi.input"].read()
    said = arrived_at().isoformat().encode()
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said]

arrival.MOST_HEAD, arrival.MOST_QUIET, arrival.MOST_WHOLE = LIMITS

class Noting(Worker):
    def enqueue_req(self, conn):
        super().enqueue_req(conn)
        with open("seen", "a") as file:
            file.write("arrived " if hasattr(conn, "arrived_at") else "connected ")
"""


@dataclass(frozen=True)
class Server:
    """One thread that says when its requests arrived, and what its worker has seen so far."""

    port: int
    folder: Path

    def has_seen(self, what: str, count: int) -> bool:
        seen = self.folder / "seen"
        return seen.exists() and seen.read_text().split().count(what) >= count

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=120)


@pytest.fixture
def limits() -> tuple[float, float, float]:
    """The server's seconds for a head, for being quiet and for a whole request."""
    return MOST_HEAD, MOST_QUIET, MOST_WHOLE


@pytest.fixture
def server(tmp_path: Path, limits: tuple[float, float, float]) -> Iterator[Server]:
    (tmp_path / "tells.py").write_text(APP.replace("LIMITS", repr(limits)))
    made = Server(free_port(), tmp_path)
    options = ["--bind", f"127.0.0.1:{made.port}", "--worker-class", "tells.Noting", "--threads", "1"]
    command = [sys.executable, "-m", "gunicorn", "tells:app", *options, "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": f"{ROOT}:{tmp_path}"})
    wait_until(lambda: _answers(made))
    wait_until(lambda: made.has_seen("arrived", 1))  # it is noted after it is answered
    for name in ("seen", "begun"):
        (tmp_path / name).unlink(missing_ok=True)
    yield made
    process.terminate()
    process.wait(120)


def _answers(server: Server) -> bool:
    try:
        with server.connect() as connection:
            connection.sendall(WHOLE)
            return _told(connection) is not None
    except OSError:
        return False


HALF = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
AGAIN = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def _told(connection: socket.socket) -> datetime:
    answer = b""
    while b"+00:00" not in answer:
        more = connection.recv(4096)
        if not more:
            raise ConnectionResetError
        answer += more
    return datetime.fromisoformat(answer.rpartition(b"\r\n\r\n")[2].decode())


def test_an_upload_that_straddles_is_dated_by_its_beginning(server: Server) -> None:
    with server.connect() as upload:
        before = system_clock()
        upload.sendall(HALF)
        wait_until((server.folder / "begun").exists)
        middle = datetime.now(UTC)
        upload.sendall(b"-whole")
        assert before <= _told(upload) <= middle


def test_waiting_for_a_thread_does_not_make_it_late(server: Server) -> None:
    with server.connect() as first, server.connect() as second:
        first.sendall(HALF)
        wait_until((server.folder / "begun").exists)
        second.sendall(WHOLE)
        wait_until(lambda: server.has_seen("arrived", 2))
        served_from = datetime.now(UTC)
        first.sendall(b"-whole")
        assert _told(second) <= served_from


def test_an_open_connection_is_no_request_yet(server: Server) -> None:
    with server.connect() as idle:
        wait_until(lambda: server.has_seen("connected", 1))
        for _again in range(2):
            before = system_clock()
            idle.sendall(AGAIN)
            assert _told(idle) >= before


def _is_cut_off(connection: socket.socket) -> bool:
    """Whether the server ends the connection without an answer."""
    try:
        return connection.recv(4096) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(
    ("limits", "begun"),
    [((0.2, 60, 60), b"P"), ((60, 0.2, 60), HALF), ((60, 60, 0.5), b"P"), ((60, 60, 0.5), HALF)],
)
def test_what_began_and_stays_away_is_cut_off(server: Server, begun: bytes) -> None:
    with server.connect() as connection:
        connection.sendall(begun)
        assert _is_cut_off(connection)
    wait_until(lambda: _answers(server))  # its one thread is free again


@pytest.mark.parametrize("limits", [(60, 60, 0.5)])
def test_what_trickles_in_is_cut_off_too(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\n")
        while not select([connection], [], [], 0.05)[0]:
            connection.send(b"x")
        assert _is_cut_off(connection)


# gunicorn's inside, on which core.arrival and processes stand

STOOD_ON = (
    gthread.TConn,
    gthread.ThreadWorker.accept,
    gthread.ThreadWorker.enqueue_req,
    gthread.ThreadWorker.on_pending_socket_readable,
    gthread.ThreadWorker.murder_pending,
    gthread.ThreadWorker.handle,
    gthread.ThreadWorker.handle_request,
    SocketUnreader.chunk,
    Arbiter.spawn_worker,
)
READ = "856a160b8a93505d0cfe08322683183c8a466844c9b304cbb210df27a21a17e5"


def test_gunicorn_is_inside_as_it_was_when_it_was_read() -> None:
    """When this fails after an upgrade: read these pieces beside core/arrival.py again, then note their new digest."""
    assert digest("\n".join(inspect.getsource(piece) for piece in STOOD_ON)) == READ
