"""The site as a real server, and teams that press its button."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cop.app import create_app
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.core.migrating import migrate
from cop.core.settings import ROOT, Settings
from cop.kernel.actor import SYSTEM
from cop.kernel.clock import system_clock
from tests.calls.shipped import small
from tests.core.lab import free_port, is_alive, wait_until
from tests.factories import NOON
from tests.proposals.making import CONCEPT, make_draft, make_team
from tests.signing import sign_in

TEAMS = 12


@dataclass
class Bid:
    """A whole draft, the cookie and token of somebody who may submit it, and the key of one press of the button."""

    proposal: int
    cookie: str
    token: str = ""
    key: str = ""
    is_acknowledged: bool = False


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Server:
    """`cop run` as a process tree that can be killed. `settings` are variables of its environment."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        own = {"COP_DATA_DIR": str(self.folder), "COP_LOG_LEVEL": "error"}
        environment = {**os.environ, **own, **self.settings}
        command = [sys.executable, "-m", "cop.cli", "run", "--no-worker", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        wait_until(self._answers)

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the server does not start"
        try:
            self.ask("GET", "/healthz")
        except (OSError, HTTPException):
            return False
        return True

    def ask(
        self,
        method: str,
        path: str,
        *,
        cookie: str = "",
        headers: Mapping[str, str] | None = None,
        **fields: str,
    ) -> Answer:
        """OSError or HTTPException when the server dies of it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
            sent = {"Cookie": cookie, **kind, **(headers or {})}
            connection.request(method, path, urlencode(fields) or None, sent)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
        finally:
            connection.close()

    def workers(self) -> list[int]:
        """The processes that answer."""
        assert self.process is not None
        (master,) = _children(self.process.pid)
        return _children(master)

    def kill(self, *, everything: bool) -> None:
        """Kill -9: the processes that answer (the master forks others), or the master and all."""
        assert self.process is not None
        workers = self.workers()
        pids = [self.process.pid, *_children(self.process.pid)] if everything else []
        for pid in [*pids, *workers]:
            with suppress(ProcessLookupError):  # it ended by itself
                os.kill(pid, signal.SIGKILL)
        if everything:
            self.process.wait()
            wait_until(lambda: not any(map(is_alive, pids + workers)))  # the port is free again

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(120)


def _children(pid: int) -> list[int]:
    return [
        int(child)
        for path in Path(f"/proc/{pid}/task").glob("*/children")
        for child in path.read_text("ascii").split()
    ]


def make_bids(folder: Path, count: int = TEAMS) -> list[Bid]:
    """A database in `folder` with an open call and as many teams, each signed in."""
    now = system_clock()
    windows = [
        (now - timedelta(days=9), now + timedelta(days=9)),
        (now + timedelta(days=20), now + timedelta(days=40)),
    ]
    app = create_app(Settings(_env_file=None, environment="test", data_dir=folder, log_level="error"))
    with app.app_context():
        migrate()
        db.session.expire_on_commit = False
        call = create_call(small().with_windows(windows), actor=SYSTEM, now=NOON)
        publish_call(call, actor=SYSTEM, now=NOON)
        teams = [make_team(call) for _ in range(count)]
        made = [(make_draft(team, **CONCEPT).id, team.user.id) for team in teams]
        db.session.commit()
        users = [team.user for team in teams]
        for user in users:
            db.session.refresh(user)
            db.session.expunge(user)
        db.session.remove()
    bids = []
    for (proposal, _), user in zip(made, users, strict=True):
        client = sign_in(app, app.test_client(), user, now=now)
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        bids.append(Bid(proposal, f"{cookie.key}={cookie.value}"))
    return bids


def open_the_page(server: Server, bid: Bid) -> None:
    page = server.ask("GET", f"/en/proposals/{bid.proposal}/submission", cookie=bid.cookie)
    assert page.status == 200
    bid.cookie = page.headers.get("Set-Cookie", "").split(";")[0] or bid.cookie
    bid.token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]


def until_answered(asked: Sequence[Future[Any]], count: int) -> None:
    """Until so many have their answer, however fast the machine is: the others are somewhere on their way."""
    for _done in islice(as_completed(asked), count):
        pass


def press(server: Server, bid: Bid) -> None:
    """The button, once. A server that dies answers nothing, and then nobody knows."""
    path, fields = f"/en/proposals/{bid.proposal}/submission", {"csrf_token": bid.token, "key": bid.key}
    try:
        answer = server.ask("POST", path, cookie=bid.cookie, declared="y", **fields)
    except (OSError, HTTPException):
        return
    assert answer.status == 303
    bid.is_acknowledged = True
