"""An officer enters what came on paper, and everybody who reads it sees that it did."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cop.calls.models import Call
from cop.calls.queries import window_of
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from cop.proposals.models import Proposal
from cop.proposals.states import ProposalState
from tests.factories import NOON
from tests.proposals.conftest import Visitor
from tests.proposals.making import CONCEPT, Team, deadline
from tests.proposals.test_services_paper import PDF

NEW = "/calls/small-2026/proposals/on-paper"
LEAD = {"name": "Women of Gitega", "kind": "ngo", "country": "RW", "language": "en"}
RECEIVED = {"received_at": "2026-11-23T10:15", "reason": "They have no computer.", "address": "Hill 3"}


def enter(visitor: Visitor, **changed: object) -> TestResponse:
    scan = (io.BytesIO(PDF), "scan.pdf")
    return visitor.post(NEW, **{**LEAD, **RECEIVED, "scan": scan, **changed})


@pytest.fixture
def officer(team: Team, person: Callable[[Role], Visitor]) -> Visitor:
    return person(Role.OFFICER)


def test_it_is_entered_typed_and_handed_in_after_the_deadline(
    app: Flask, team: Team, officer: Visitor, clock: SetClock, person: Callable[[Role], Visitor]
) -> None:
    clock.at = deadline(team)
    home = enter(officer).headers["Location"].removeprefix("/en")
    page = officer.get(home).text
    assert "Came on paper" in page
    assert "Write and hand in what came on paper" in officer.get("/desk").text
    assert "The deadline has passed" not in page
    assert officer.post_from(f"{home}/sections/idea", **CONCEPT, act="save").status_code == 303
    check = officer.get(f"{home}/submission").text
    assert "The paper bears this declaration" in check
    handed_in = officer.post_from(f"{home}/submission", declared="y")
    assert handed_in.status_code == 303
    receipt = officer.get(handed_in.headers["Location"].removeprefix("/en")).text
    assert "23 November 2026" in receipt
    assert "Came on paper" in receipt
    for reader in (officer, person(Role.AUDITOR)):
        file = reader.get(f"{home}/file").text
        assert file.count("Came on paper") == 2, "beside it and above what it says"
        assert "· came on paper" in reader.get("/calls/small-2026/proposals").text
        assert reader.get(f"{home}/scans/1").data == PDF
    sheet = officer.get("/calls/small-2026/proposals.csv").text.splitlines()
    assert sheet[0].endswith("Came on paper")
    assert sheet[1].endswith("yes")


def test_a_filled_in_form_is_taken_into_it(app: Flask, officer: Visitor) -> None:
    home = enter(officer).headers["Location"].removeprefix("/en")
    blank = officer.get("/calls/small-2026/stages/1/form/en.docx").data
    assert officer.get(f"{home}/form").status_code == 200
    shown = officer.post(f"{home}/form", file=(io.BytesIO(blank), "form.docx"))
    assert "The file changes nothing" in shown.text


def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(app: Flask, officer: Visitor) -> None:
    late = enter(officer, received_at="2027-01-15T16:00")
    assert late.status_code == 422
    assert "This time has not come yet." in late.text
    assert "They have no computer." in late.text
    assert enter(officer, scan=(io.BytesIO(b"no picture"), "scan.exe")).status_code == 422
    assert enter(officer, name="").status_code == 422
    with app.app_context():
        assert db.session.query(Proposal).count() == 0


def test_what_would_be_refused_is_not_offered_and_says_why(
    app: Flask, team: Team, officer: Visitor, clock: SetClock
) -> None:
    early, judged = "The stage is not open yet", "The reviews of this stage are closed"
    with app.app_context():
        clock.at = window_of(db.session.get_one(Call, team.call.id), 1).opens_at - timedelta(minutes=1)
    assert early in officer.get("/calls/small-2026/proposals").text
    clock.at = NOON
    home = enter(officer).headers["Location"].removeprefix("/en")
    assert NEW in officer.get("/calls/small-2026/proposals").text
    with app.app_context():
        db.session.query(Proposal).one().state = ProposalState.SCORED
        db.session.commit()
    page = officer.get("/calls/small-2026/proposals").text
    assert judged in page
    assert NEW not in page
    for answer in (officer.get(NEW), enter(officer, scan=(io.BytesIO(b"never read"), "scan.exe"))):
        assert answer.status_code == 409
        assert judged in answer.text
    with app.app_context():
        proposal = db.session.query(Proposal).one()
        proposal.stage, proposal.state, proposal.on_paper_at = 2, ProposalState.DRAFT, None
        db.session.commit()
    assert "What came on paper is not entered now" in officer.get(f"{home}/file").text


def test_letters_wait_until_they_are_posted(app: Flask, officer: Visitor) -> None:
    home = enter(officer).headers["Location"].removeprefix("/en")
    officer.post_from(f"{home}/sections/idea", **CONCEPT, act="save")
    officer.post_from(f"{home}/submission", declared="y")
    page = officer.get("/calls/small-2026/letters-to-print").text
    assert "Hill 3" in page
    [action] = re.findall(r'action="/en(/letters/\d+/posting)"', page)
    assert officer.post(action).status_code == 303
    assert "No letter waits" in officer.get("/calls/small-2026/letters-to-print").text
