"""The server is killed a hundred times while teams submit: what was acknowledged is there, and nothing is there by half."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest

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

TEAMS = 24
AT_ONCE = 8
WHOLE = """
SELECT count(s.id), p.state = 'submitted',
       (SELECT count(*) FROM activity_event e WHERE e.id > :mark AND e.verb = 'proposal.submitted' AND e.subject_id = p.id),
       (SELECT count(*) FROM outbox_mail m WHERE m.text LIKE '%' || s.number || '%')
FROM proposal p LEFT JOIN submission s ON s.proposal_id = p.id WHERE p.id = :id
"""
"""Submission, state, activity, receipt by mail."""
AGAIN = """
DELETE FROM outbox_mail; DELETE FROM submission; UPDATE proposal SET state = 'draft';
"""


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

    def kill(self, *, everything: bool) -> None:
        """Kill -9: the processes that answer (the master forks others), or the master and all."""
        assert self.process is not None
        (master,) = _children(self.process.pid)
        workers = _children(master)
        for pid in [self.process.pid, master, *workers] if everything else workers:
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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)
    yield made
    made.end()


def make_bids(folder: Path) -> list[Bid]:
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
        teams = [make_team(call) for _ in range(TEAMS)]
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
    status, cookie, html = server.ask("GET", f"/en/proposals/{bid.proposal}/submission", cookie=bid.cookie)
    assert status == 200
    bid.cookie = cookie.split(";")[0] or bid.cookie
    bid.token = html.partition('name="csrf_token" value="')[2].partition('"')[0]


def press(server: Server, bid: Bid) -> None:
    """The button, once. A server that dies answers nothing, and then nobody knows."""
    path, fields = f"/en/proposals/{bid.proposal}/submission", {"csrf_token": bid.token, "key": bid.key}
    try:
        status, _cookie, _body = server.ask("POST", path, cookie=bid.cookie, declared="y", **fields)
    except (OSError, HTTPException):
        return
    assert status == 303
    bid.is_acknowledged = True


def standing(folder: Path, bid: Bid, mark: int) -> list[int]:
    with sqlite3.connect(folder / "cop.sqlite3") as connection:
        return list(connection.execute(WHOLE, {"mark": mark, "id": bid.proposal}).fetchone())


def events(folder: Path) -> int:
    with sqlite3.connect(folder / "cop.sqlite3") as connection:
        return int(connection.execute("SELECT max(id) FROM activity_event").fetchone()[0])


@pytest.mark.parametrize(("kills", "everything"), [(46, False), (44, False), (10, True)])
def test_killed_while_teams_submit(server: Server, *, kills: int, everything: bool) -> None:
    bids, dice = make_bids(server.folder), random.Random(kills)  # noqa: S311 - when to kill, no secret
    server.start()
    for bid in bids:
        open_the_page(server, bid)
    hits = 0
    for _ in range(kills):
        mark = events(server.folder)
        for bid in bids:
            bid.key, bid.is_acknowledged = uuid4().hex, False
        with ThreadPoolExecutor(AT_ONCE) as pool:
            pressed = [pool.submit(press, server, bid) for bid in bids]
            time.sleep(dice.uniform(0.01, 0.15))
            server.kill(everything=everything)
            if everything:
                server.start()
        for done in pressed:
            done.result()
        hits += any(not bid.is_acknowledged for bid in bids)
        for bid in bids:
            found = standing(server.folder, bid, mark)
            assert found in ([1, 1, 1, 1], *([] if bid.is_acknowledged else [[0, 0, 0, 0]])), found
        for bid in bids:  # who saw no receipt presses again
            for _try in range(5):
                if not bid.is_acknowledged:
                    press(server, bid)
            assert standing(server.folder, bid, mark) == [1, 1, 1, 1]
        with sqlite3.connect(server.folder / "cop.sqlite3") as connection:
            connection.executescript(AGAIN)
    assert hits > kills / 2  # else the killing came too late to show anything
