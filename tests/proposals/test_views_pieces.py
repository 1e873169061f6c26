"""Documents in pieces: what the page sends, how it goes on, and what counts at the deadline."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cop.accounts.models import User
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.files.models import Arriving, Piece
from cop.files.pieces import LARGEST_PIECE
from cop.kernel.actor import SYSTEM
from cop.kernel.clock import SetClock
from cop.kernel.ids import digest
from cop.proposals.models import Document
from tests.calls.shipped import shipped
from tests.factories import NOON
from tests.files.making import PDF
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team, make_draft, make_team

CLOSES = NOON + timedelta(days=9)
LONG = PDF[:9] + b"%" * (2 * LARGEST_PIECE) + b"\n" + PDF[9:]
PDF_AND_MORE = {"name": "plan.pdf", "size": str(len(LONG)), "sha256": digest(LONG)}


@pytest.fixture
def team(app: Flask) -> Team:
    """In a call that asks for a document."""
    with app.app_context():
        db.session().expire_on_commit = False
        call = create_call(shipped("jmdi").with_windows([(NOON, CLOSES)]), actor=SYSTEM, now=NOON)
        publish_call(call, actor=SYSTEM, now=NOON)
        made = make_team(call)
        db.session.commit()
    return made


@pytest.fixture
def url(app: Flask, team: Team) -> str:
    with app.app_context():
        proposal = make_draft(team)
        db.session.commit()
        return f"/proposals/{proposal.id}"


@pytest.fixture
def question() -> str:
    return shipped("jmdi").last_stage.of_type("document")[0].code


def piece(start: int, content: bytes = LONG, **said: str) -> dict[str, object]:
    sent = content[start:][:LARGEST_PIECE]
    facts = {**PDF_AND_MORE, "start": str(start), "piece_sha256": digest(sent)}
    return {**facts, **said, "piece": (io.BytesIO(sent), "piece")}


def send_all(visitor: Visitor, url: str, question: str) -> None:
    at = 0
    while at < len(LONG):
        answer = visitor.post(f"{url}/pieces", question=question, **piece(at))
        assert answer.status_code == 200
        at = answer.json["received"]


def end(visitor: Visitor, url: str, question: str, sha256: str = PDF_AND_MORE["sha256"]) -> TestResponse:
    return visitor.post(f"{url}/documents", question=question, arrived=sha256)


def here(app: Flask) -> tuple[list[str], int]:
    """The digests of the draft's documents, and how many pieces are kept."""
    with app.app_context():
        digests = [row.blob.sha256 for row in db.session.query(Document)]
        return digests, db.session.query(Piece).count()


def test_it_arrives_piece_by_piece_and_goes_on_where_it_stopped(
    app: Flask, url: str, question: str, applicant: Visitor
) -> None:
    asked = f"{url}/pieces?question={question}&sha256={digest(LONG)}"
    assert applicant.get(asked).json == {"received": 0}
    applicant.post(f"{url}/pieces", question=question, **piece(0))
    assert applicant.get(asked).json == {"received": LARGEST_PIECE}
    send_all(applicant, url, question)
    assert end(applicant, url, question).status_code == 303
    assert here(app) == ([digest(LONG)], 0)
    assert end(applicant, url, question).status_code == 422
    assert here(app) == ([digest(LONG)], 0)


def test_what_is_not_whole_is_not_kept(app: Flask, url: str, question: str, applicant: Visitor) -> None:
    applicant.post(f"{url}/pieces", question=question, **piece(0))
    assert end(applicant, url, question).status_code == 422
    assert here(app) == ([], 1)


def test_what_is_whole_is_looked_into_like_any_file(
    app: Flask, url: str, question: str, applicant: Visitor
) -> None:
    content = b"no PDF at all"
    sent = piece(0, content, size=str(len(content)), sha256=digest(content))
    assert applicant.post(f"{url}/pieces", question=question, **sent).json == {"received": len(content)}
    answer = end(applicant, url, question, digest(content))
    assert answer.status_code == 422
    assert "is not what its ending says" in answer.text
    assert here(app)[0] == []


@pytest.mark.parametrize(
    "said",
    [{"size": "20000001"}, {"size": "0"}, {"sha256": "x"}, {"piece_sha256": "0" * 64}, {"name": ""}],
)
def test_what_does_not_hold_is_refused_with_a_reason(
    app: Flask, url: str, question: str, applicant: Visitor, said: dict[str, str]
) -> None:
    answer = applicant.post(f"{url}/pieces", question=question, **piece(0, **said))
    assert answer.status_code == 422
    assert answer.json["said"]
    with app.app_context():
        assert db.session.query(Piece).count() == 0


def test_nobody_else_sees_or_ends_it(
    url: str, question: str, applicant: Visitor, team: Team, stranger: Visitor
) -> None:
    send_all(applicant, url, question)
    assert stranger.get(f"{url}/pieces?question={question}&sha256={digest(LONG)}").status_code == 404
    assert end(stranger, url, question).status_code == 404


@pytest.mark.parametrize(
    ("took", "status"), [(timedelta(hours=1), 303), (timedelta(hours=1, seconds=1), 409)]
)
def test_over_the_deadline_it_counts_from_its_first_piece_for_an_hour(
    app: Flask,
    url: str,
    question: str,
    applicant: Visitor,
    visitor: Callable[[User], Visitor],
    team: Team,
    clock: SetClock,
    took: timedelta,
    status: int,
) -> None:
    clock.at = CLOSES - timedelta(milliseconds=1)
    late = visitor(team.user)
    late.post(f"{url}/pieces", question=question, **piece(0))
    clock.at += took
    send_all(late, url, question)
    assert end(late, url, question).status_code == status
    assert len(here(app)[0]) == (status == 303)


def test_what_begins_at_the_deadline_is_late(
    app: Flask, url: str, question: str, team: Team, visitor: Callable[[User], Visitor], clock: SetClock
) -> None:
    clock.at = CLOSES
    answer = visitor(team.user).post(f"{url}/pieces", question=question, **piece(0))
    assert answer.status_code == 409
    assert "deadline has passed" in answer.json["said"]
    with app.app_context():
        assert db.session.query(Arriving).count() == 0


def test_the_page_says_what_counts(url: str, applicant: Visitor) -> None:
    assert "within one hour" in applicant.get(f"{url}/documents").text
