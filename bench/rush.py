"""`python -m bench.rush`: the last three minutes before a deadline, against the real server on two cores.

python -m bench.rush                              # 300 teams, 547 proposals, two documents each; SQLite, then PostgreSQL
python -m bench.rush --seconds 30 --teams 30      # a quick look: as many proposals a second
python -m bench.rush --engine sqlite              # one of the two
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import func, select, update

from bench import flows, postgres, server
from bench.bidding import Bid, document, make_bids
from bench.samples import open_app
from bench.server import Answer, Client, form_of
from cop.activity.models import Event, Mail
from cop.calls.models import CallStage
from cop.core.db import db
from cop.kernel.clock import system_clock
from cop.proposals.models import Document, Submission

TEAMS, PROPOSALS, SECONDS = 300, 547, 180
ENGINES = ("sqlite", "postgresql")
AT_ONCE = 120
LAST_START = 0.93
"""Of the time: whoever begins later than this could not upload two documents by hand either."""
CORES = 2
P95, SLOWER = 2.0, 3.0


@dataclass(slots=True)
class Outcome:
    """What the teams saw: each answer by status, how long from the press of the button to the proof, who was told "in"."""

    seen: Counter[int] = field(default_factory=Counter)
    without_retry_after: int = 0
    waits: list[float] = field(default_factory=list)
    acknowledged: int = 0

    @property
    def p95(self) -> float:
        return sorted(self.waits)[int(len(self.waits) * 0.95)] if self.waits else float("inf")

    @property
    def errors(self) -> int:
        """Answers of 500 and above that are not a 503 with Retry-After."""
        return sum(count for status, count in self.seen.items() if status >= 500 and status != 503) + (
            self.without_retry_after
        )


def main() -> int:
    given = argparse.ArgumentParser(prog="bench.rush", description=(__doc__ or "").partition("\n")[0])
    given.add_argument("--seconds", type=int, default=SECONDS)
    given.add_argument("--teams", type=int, default=TEAMS)
    given.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    asked = given.parse_args()
    engines = ENGINES if asked.engine == "both" else (asked.engine,)
    return (
        1 if any(sum(measure(engine, teams=asked.teams, seconds=asked.seconds)) for engine in engines) else 0
    )


def measure(engine: str, *, teams: int = TEAMS, seconds: float = SECONDS) -> list[bool]:
    """Print what came of a rush on `engine`; which targets were missed."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])  # the server's processes inherit it
    proposals = round(PROPOSALS * seconds / SECONDS)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="cop-rush-")))
        database = stack.enter_context(postgres.running()) if engine == "postgresql" else ""
        app = open_app(folder, database=database)
        bids = make_bids(app, teams=min(teams, proposals), proposals=proposals)
        site, _pid = stack.enter_context(server.site(folder, database=database))
        before = rows(app)
        close_in(app, seconds)
        outcome = rush(site, bids, seconds=seconds)
        more = {name: count - before[name] for name, count in rows(app).items()}
        print(f"\nrush on {engine}: {teams} teams, {proposals} proposals in {seconds:.0f} s")
        missed = _judge(outcome, more, proposals)
        bare = stack.enter_context(server.bare(folder, database=database))
        return [*missed, _compare(app, site, bare)]


def _judge(outcome: Outcome, more: dict[str, int], proposals: int) -> list[bool]:
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(outcome.seen.items()))
    print(f"answers: {answers}")
    print(f"acknowledged {outcome.acknowledged} of {proposals}; rows more: {more}")
    print(f"from the press to the proof, p95: {outcome.p95:.2f} s (at most {P95})")
    wanted = {"submissions": proposals, "documents": 2 * proposals, "events": proposals}
    lost = {name: count - more[name] for name, count in wanted.items() if count != more[name]}
    return [
        outcome.acknowledged != proposals or bool(lost) or more["receipts"] < proposals,
        outcome.errors > 0,
        outcome.p95 > P95,
    ]


def _compare(app: Flask, site: int, bare: int) -> bool:
    """Whether handing in, as fast as it goes, costs more than it may in bare inserts."""
    base, rate = flows.bare_inserts(bare), flows.submissions(app, site)
    if rate is None:
        raise RuntimeError("nothing was handed in")
    slower = base.a_second / rate.a_second
    print(
        f"bare durable insert {base.a_second:.0f} a second, submit {rate.a_second:.0f}: {slower:.1f} × slower"
    )
    return slower > SLOWER or rate.rows != rate.done


def rows(app: Flask) -> dict[str, int]:
    """How many there are of what an acknowledged submission leaves behind."""
    counts = {
        "submissions": select(func.count(Submission.id)),
        "documents": select(func.count(Document.id)),
        "events": select(func.count(Event.id)).where(Event.verb == "proposal.submitted"),
        "receipts": select(func.count(Mail.id)).where(Mail.text.like("%SHA-256%")),
    }
    with app.app_context():
        return {name: db.session.scalar(counting) or 0 for name, counting in counts.items()}


def close_in(app: Flask, seconds: float) -> None:
    with app.app_context():
        db.session.execute(update(CallStage).values(closes_at=system_clock() + timedelta(seconds=seconds)))
        db.session.commit()


def rush(port: int, bids: Sequence[Bid], *, seconds: float) -> Outcome:
    """Everybody uploads two documents and presses the button, the more of them the nearer the deadline is."""
    outcome, began = Outcome(), perf_counter()

    def one(number: int) -> None:
        time.sleep(max(0.0, began + start_of(number, len(bids), seconds) - perf_counter()))
        with closing(_Browser(port, bids[number].cookie, outcome)) as browser:
            _hand_in(browser, bids[number], number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(len(bids))))
    return outcome


def start_of(number: int, count: int, seconds: float) -> float:
    """When one of `count` begins: the rate grows steadily from nothing until LAST_START of the time."""
    return float(seconds * LAST_START * ((number + 0.5) / count) ** 0.5)


def _hand_in(browser: "_Browser", bid: Bid, number: int) -> None:
    pages = f"/en/proposals/{bid.proposal}"
    for which in range(2):
        html = browser.get(f"{pages}/documents")
        fields = [*form_of(html, question=bid.question)]
        browser.send(f"{pages}/documents", fields, document(2 * number + which))
    html = browser.get(f"{pages}/submission")
    pressed = perf_counter()
    answer = browser.post(f"{pages}/submission", form_of(html, declared="y"))
    if answer.status == 303:
        browser.outcome.waits.append(perf_counter() - pressed)
        browser.outcome.acknowledged += 1
        browser.get(answer.headers["Location"])


class _Browser:
    """A person's browser: it keeps its cookie, and comes back when it is sent away."""

    def __init__(self, port: int, cookie: str, outcome: Outcome) -> None:
        self._client, self.outcome = Client(port, cookie), outcome

    def close(self) -> None:
        self._client.close()

    def get(self, path: str) -> str:
        answer = self._until_served(lambda: self._client.get(path, packed=False))
        if fresh := answer.headers.get("Set-Cookie"):
            self._client.cookie = fresh.split(";")[0]
        return answer.body.decode()

    def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        return self._until_served(lambda: self._client.post(path, fields))

    def send(self, path: str, fields: list[tuple[str, str]], content: bytes) -> Answer:
        return self._until_served(lambda: self._client.send(path, fields, "annex.pdf", content))

    def _until_served(self, ask: Any) -> Answer:
        while True:
            try:
                answer: Answer = ask()
            except (OSError, HTTPException):
                self.outcome.seen[0] += 1
                self._client.close()  # the next request opens it anew
                continue
            self.outcome.seen[answer.status] += 1
            if answer.status != 503:
                return answer
            if "Retry-After" not in answer.headers:
                self.outcome.without_retry_after += 1
            time.sleep(float(answer.headers.get("Retry-After", 1)))


if __name__ == "__main__":
    sys.exit(main())
