"""A real server for a test, and teams whose drafts are whole."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from cop.app import create_app
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.core.migrating import migrate
from cop.core.settings import ROOT, Settings
from cop.kernel.actor import SYSTEM
from cop.kernel.clock import system_clock
from tests.calls.shipped import small
from tests.core.lab import free_port
from tests.factories import NOON
from tests.proposals.making import CONCEPT, make_draft, make_team
from tests.signing import sign_in


@dataclass
class Bid:
    """A whole draft, the cookie and token of somebody who may submit it, and the key of one press of the button."""

    proposal: int
    cookie: str
    token: str = ""
    key: str = ""
    is_acknowledged: bool = False


@dataclass
class Server:
    """`cop run` as a process tree that can be killed."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, "COP_DATA_DIR": str(self.folder), "COP_LOG_LEVEL": "error"}
        command = [sys.executable, "-m", "cop.cli", "run", "--no-worker", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                self.ask("GET", "/healthz")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the server does not start")

    def ask(self, method: str, path: str, *, cookie: str = "", **fields: str) -> tuple[int, str, str]:
        """Status, cookie set, body; OSError or HTTPException when the server dies of it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
            connection.request(method, path, urlencode(fields) or None, {"Cookie": cookie, **kind})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Set-Cookie") or "", answer.read().decode()
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
            os.kill(pid, signal.SIGKILL)
        if everything:
            self.process.wait()

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)


def _children(pid: int) -> list[int]:
    return [
        int(child)
        for path in Path(f"/proc/{pid}/task").glob("*/children")
        for child in path.read_text("ascii").split()
    ]


def make_bids(folder: Path, teams: int) -> list[Bid]:
    now = system_clock()
    windows = [
        (NOON - timedelta(days=9), now + timedelta(days=9)),
        (now + timedelta(days=20), now + timedelta(days=40)),
    ]
    app = create_app(Settings(_env_file=None, environment="test", data_dir=folder, log_level="error"))
    with app.app_context():
        migrate()
        db.session.expire_on_commit = False
        call = create_call(small().with_windows(windows), actor=SYSTEM, now=NOON)
        publish_call(call, actor=SYSTEM, now=NOON)
        made_teams = [make_team(call) for _ in range(teams)]
        made = [(make_draft(team, **CONCEPT).id, team.user.id) for team in made_teams]
        db.session.commit()
        users = [team.user for team in made_teams]
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
