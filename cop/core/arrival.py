"""When a request arrived: the instant its first byte was there, however long it then waited for a free thread.

Deadlines are decided by it. A request that is read only when a thread is free would be dated by our own load, and in the last
minute before a deadline that is when it matters. So that a first byte is not a reservation, what began has an end: a request
that is not there within `MOST_HEAD`, `MOST_QUIET` and `MOST_WHOLE` is cut off and nothing of it counts.
"""

import socket
import time
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.errors import NoMoreData
from gunicorn.http.parser import RequestParser
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import ThreadWorker

from cop.kernel.clock import system_clock

MOST_HEAD, MOST_QUIET, MOST_WHOLE = 10.0, 30.0, 600.0
"""Seconds: for the head once a thread reads it, between two pieces of a body, and from the first byte to the last."""
_arrived: ContextVar[datetime | None] = ContextVar("arrived", default=None)


def arrived_at() -> datetime | None:
    """When this thread's request arrived; None where no worker of ours serves it (commands, tests)."""
    return _arrived.get()


class _Receiving(SocketUnreader):  # type: ignore[misc]
    """Reads what a client sends, until it has been quiet for too long or its time is over."""

    until = 0.0

    def chunk(self, size_hint: int | None = None) -> bytes:
        left = min(self.until - time.monotonic(), MOST_QUIET)
        if left <= 0:
            raise NoMoreData
        self.sock.settimeout(left)
        try:
            return bytes(super().chunk(size_hint))
        except TimeoutError:
            raise NoMoreData from None
        finally:
            self.sock.settimeout(None)


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threads, with a note of when each request began to arrive, and an end to its arriving."""

    def enqueue_req(self, conn: Any) -> None:
        """Queue what has begun to arrive, and wait beside the threads for what is only a connection yet."""
        if not conn.initialized and not conn.data_ready and not _has_begun(conn.sock):
            conn.sock.setblocking(False)
            conn.timeout = time.monotonic() + self.cfg.keepalive
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))
            return
        if conn.parser is None:
            conn.parser = RequestParser(self.cfg, conn.sock, conn.client)
            conn.parser.unreader = _Receiving(conn.sock)
        conn.arrived_at, conn.whole_by = system_clock(), time.monotonic() + MOST_WHOLE
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        conn.parser.unreader.until = min(conn.whole_by, time.monotonic() + MOST_HEAD)
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> bool:
        conn.parser.unreader.until = conn.whole_by
        token = _arrived.set(conn.arrived_at)
        try:
            return bool(super().handle_request(req, conn))
        finally:
            _arrived.reset(token)


def _has_begun(sock: socket.socket) -> bool:
    """Whether there is anything to read, an end included; nothing is taken."""
    try:
        sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    return True
