"""Acts a second: handing a proposal in, handing a review in, over a bare durable insert; rows are compared before and after."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter

from flask import Flask
from sqlalchemy import Select, func, select, text

from bench.samples import cookie_of
from bench.server import Client, form_of
from cop.calls.models import CallStage
from cop.core.db import db
from cop.directory.models import Member
from cop.kernel.clock import system_clock
from cop.proposals.models import Proposal, Submission
from cop.proposals.states import ProposalState
from cop.reviews.models import Assignment, Declaration, Review

CLIENTS = 8
FLOWS = 120
INSERTS = 1_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`done` acts of `label` took `seconds`; `rows` more rows are there than before."""

    label: str
    done: int
    seconds: float
    rows: int

    @property
    def a_second(self) -> float:
        return self.done / self.seconds


@dataclass(frozen=True, slots=True)
class Act:
    """A prepared POST."""

    cookie: str
    path: str
    fields: list[tuple[str, str]]


def bare_inserts(port: int) -> Rate:
    acts = [Act("", "/row", [("text", "Some text. " * 20)])] * INSERTS
    return _rate("bare insert", port, acts, expect=204, count=lambda: 0)


def submissions(app: Flask, port: int) -> Rate | None:
    """Whole drafts handed in, each by its own writer."""
    acts = [
        _prepared(app, port, user, f"/en/proposals/{n}/submission", declared="y") for n, user in _drafts(app)
    ]
    count = _counter(app, select(func.count(Submission.id)))
    return _rate("submit", port, acts, expect=303, count=count) if acts else None


def reviews(app: Flask, port: int) -> Rate | None:
    acts = [_prepared(app, port, user, f"/en/reviews/{n}", act="submit") for n, user in _unread(app)]
    count = _counter(app, select(func.count(Review.submitted_at)))
    return _rate("post a review", port, acts, expect=303, count=count) if acts else None


def _rate(label: str, port: int, acts: Sequence[Act], *, expect: int, count: Callable[[], int]) -> Rate:
    before = count()
    clients = [Client(port) for _ in range(CLIENTS)]

    def work(number: int) -> None:
        for act in acts[number::CLIENTS]:
            clients[number].cookie = act.cookie
            status = clients[number].post(act.path, act.fields).status
            if status != expect:
                raise RuntimeError(f"{act.path} answers {status}")

    started = perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(work, range(CLIENTS)))
    seconds = perf_counter() - started
    for client in clients:
        client.close()
    return Rate(label, len(acts), seconds, count() - before)


def _prepared(app: Flask, port: int, user_id: int, path: str, **typed: str) -> Act:
    """The form that the page shows its reader, filled in."""
    cookie = cookie_of(app, user_id)
    with closing(Client(port, cookie)) as client:
        page = client.get(path, packed=False)
    fresh = page.headers.get("Set-Cookie")
    return Act(fresh.split(";")[0] if fresh else cookie, path, form_of(page.body.decode(), **typed))


def _counter(app: Flask, counting: Select[int]) -> Callable[[], int]:
    def count() -> int:
        with app.app_context():
            return db.session.scalar(counting) or 0

    return count


AGAIN = """
    DELETE FROM review WHERE assignment_id IN (SELECT a.id FROM assignment a JOIN submission s ON s.id = a.submission_id
                                               WHERE s.proposal_id = :id);
    DELETE FROM assignment WHERE submission_id IN (SELECT id FROM submission WHERE proposal_id = :id);
    DELETE FROM "check" WHERE submission_id IN (SELECT id FROM submission WHERE proposal_id = :id);
    DELETE FROM checked_item WHERE submission_id IN (SELECT id FROM submission WHERE proposal_id = :id);
    DELETE FROM submission WHERE proposal_id = :id;
    UPDATE proposal SET state = 'draft' WHERE id = :id
"""


def _drafts(app: Flask) -> list[tuple[int, int]]:
    """Proposals of one stage made drafts again, whole as they are, in a call that is open: (proposal, writer)."""
    with app.app_context():
        rows = db.session.execute(
            select(Proposal.id, func.min(Member.user_id))
            .join(Member, Member.organisation_id == Proposal.organisation_id)
            .where(
                Proposal.state.in_((ProposalState.SUBMITTED, ProposalState.IN_REVIEW)), Proposal.stage == 1
            )
            .group_by(Proposal.id)
            .order_by(Proposal.id.desc())
            .limit(FLOWS)
        ).all()
        for proposal_id, _user in rows:
            for statement in AGAIN.split(";"):
                db.session.execute(text(statement), {"id": proposal_id})
        now = system_clock()
        for window in db.session.scalars(select(CallStage).where(CallStage.number == 1)):
            window.opens_at, window.closes_at = now.replace(year=now.year - 1), now.replace(year=now.year + 1)
        db.session.commit()
        return [(row[0], row[1]) for row in rows]


def _unread(app: Flask) -> list[tuple[int, int]]:
    with app.app_context():
        rows = db.session.execute(
            select(Assignment.id, Assignment.reviewer_id)
            .outerjoin(Review)
            .where(Assignment.declaration == Declaration.NO_CONFLICT, Review.submitted_at.is_(None))
            .limit(FLOWS)
        ).all()
        return [(row[0], row[1]) for row in rows]
