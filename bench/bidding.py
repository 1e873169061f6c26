"""The field of a deadline rush: teams with proposals that lack nothing but two documents, and the button."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from flask import Flask
from sqlalchemy import update

from bench.samples import cookie_of
from cop.accounts.models import User
from cop.calls.models import Call, CallStage
from cop.core.db import db
from cop.core.migrating import migrate
from cop.demo.bids import start_bid, write_bid
from cop.demo.calendar import Staged, stage_call
from cop.demo.data import read
from cop.demo.organisations import Bidder, make_bidder
from cop.demo.people import make_cast, make_owner
from cop.kernel.clock import system_clock
from cop.proposals.models import Proposal
from cop.proposals.queries import draft_of

SEED = 20091


@dataclass(frozen=True, slots=True)
class Bid:
    """A proposal that is still to be handed in, the question its documents answer, and the sign-in of who does it."""

    proposal: int
    question: str
    cookie: str


def make_bids(app: Flask, *, teams: int, proposals: int) -> list[Bid]:
    """As many proposals in the JMDI call, which is open: each of an organisation of its own, written by one of the teams."""
    now = system_clock()
    rng = Random(SEED)
    with app.app_context():
        migrate()
        db.session.expire_on_commit = False
        cast = make_cast(now)
        staged = stage_call("jmdi", actor=cast.manager, now=now)
        close_at(staged.call, now + timedelta(days=1))
        owners = [make_owner(cast, number, language="en", rng=rng, now=now) for number in range(teams)]
        made = []
        for number in range(proposals):
            bidder = _bidder(owners[number % teams], number, rng=rng, now=now)
            bid = start_bid(staged, bidder, rng=rng, now=now)
            write_bid(bid, now=now)
            _without_documents(bid.proposal)
            made.append((bid.proposal.id, bid.bidder.writer.user_id or 0))
        db.session.commit()
        question = _document_question(staged)
        db.session.remove()
    cookies = {user: cookie_of(app, user) for _proposal, user in made}
    return [Bid(proposal, question, cookies[user]) for proposal, user in made]


def _bidder(owner: User, number: int, *, rng: Random, now: datetime) -> Bidder:
    models = [row for row in read("organisations") if "jmdi" in row["calls"]]
    row = models[number % len(models)]
    return make_bidder({**row, "name": f"{row['name']} {number}"}, owner, number=number, rng=rng, now=now)


def _without_documents(proposal: Proposal) -> None:
    draft = draft_of(proposal)
    assert draft
    draft.documents.clear()


def _document_question(staged: Staged) -> str:
    return str(staged.definition.last_stage.of_type("document")[0].code)


def close_at(call: Call, closes_at: datetime) -> None:
    """The one stage is open until then."""
    db.session.execute(
        update(CallStage)
        .where(CallStage.call_id == call.id)
        .values(opens_at=system_clock() - timedelta(days=60), closes_at=closes_at)
    )
    db.session.expire_all()


def document(number: int, *, size: int = 60_000) -> bytes:
    """A PDF of about `size` bytes, no two of them equal."""
    padding = Random(number).randbytes(size).hex()[:size].encode()
    return b"%PDF-1.4\n1 0 obj<</Type/Page>>endobj\n%" + padding + b"\n%%EOF\n"
