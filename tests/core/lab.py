"""Posting as a browser does: with the token of a page read before."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cop.core.db import db
from cop.kernel.actor import Role
from tests.factories import make_user
from tests.signing import sign_in


def free_port() -> int:
    """A port nobody listens on. It stays bound, so that no other process is given it before ours listens there (which sets
    SO_REUSEADDR too, and may)."""
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    port = int(kept.getsockname()[1])
    kept.detach()  # open until this process ends
    return port


def wait_until(holds: Callable[[], bool]) -> None:
    """Until that is so; two minutes at most, for a machine that is slow."""
    until = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether a process is there and not only waiting to be counted out by its parent."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def post(
    client: FlaskClient, url: str, *, headers: dict[str, str] | None = None, **fields: Any
) -> TestResponse:
    token = client.get("/lab/form").text
    body = urlencode({"csrf_token": token, **fields}, doseq=True)
    kind = "application/x-www-form-urlencoded"
    return client.post(url, data=body.encode(), content_type=kind, headers=headers or {})


def enter(app: Flask, client: FlaskClient, *roles: Role) -> None:
    """Sign a new person with `roles` in on `client`."""
    with app.app_context():
        user = make_user(*roles)
        db.session.commit()
        db.session.refresh(user)
        db.session.expunge_all()
        db.session.rollback()
    sign_in(app, client, user)
