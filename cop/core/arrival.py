"""When a request arrived: the instant its first byte was there, however long it then waited for a free thread.

Deadlines are decided by it. A request that is read only when a thread is free would be dated by our own load, and in the last
minute before a deadline that is when it matters.
"""

import socket
import time
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from cop.kernel.clock import system_clock

_arrived: ContextVar[datetime | None] = ContextVar("arrived", default=None)


def arrived_at() -> datetime | None:
    """When this thread's request arrived; None where no worker of ours serves it (commands, tests)."""
    return _arrived.get()


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threads, with a note of when each request began to arrive."""

    def enqueue_req(self, conn: Any) -> None:
        """Queue what has begun to arrive, and wait beside the threads for what is only a connection yet."""
        if not conn.initialized and not conn.data_ready and not _has_begun(conn.sock):
            conn.sock.setblocking(False)
            conn.timeout = time.monotonic() + self.cfg.keepalive
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))
            return
        conn.arrived_at = system_clock()
        super().enqueue_req(conn)

    def handle_request(self, req: Any, conn: Any) -> bool:
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
