"""The secretariat ranks, decides and announces; the team reads its decision and never who reviewed."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from cop.accounts.models import User
from cop.awards.jobs import write_letters
from cop.awards.models import Decision, Outcome
from cop.calls.models import Call
from cop.core.db import db
from cop.directory.models import Member
from cop.directory.roles import MemberRole
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from cop.proposals.models import Proposal
from cop.proposals.states import ProposalState
from tests.awards.making import (
    BEST,
    LEAST,
    MIDDLE,
    announce,
    call_with,
    make_published,
    make_reviewed,
    make_scored,
)
from tests.factories import NOON, make_user
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team
from tests.reviews.making import make_review, make_reviewer

STAGE = "/calls/small-2026/stages/1"
RANKING = f"{STAGE}/ranking"
INVITING = call_with(places=1)
AWARDING = call_with(percent=10, stages=1)
Visit = Callable[[User], Visitor]
Person = Callable[[Role], Visitor]


@pytest.fixture
def team() -> None:
    """These tests make their own call."""


def scored(app: Flask, *marks: tuple[int, int], definition=INVITING) -> None:
    with app.app_context():
        make_scored(make_published(definition), *marks)
        db.session.commit()


@pytest.fixture
def decided(app: Flask) -> Team:
    """The team of the best of two, whose reviewers wrote comments; announced, the letters written."""
    with app.app_context():
        db.session().expire_on_commit = False
        call = make_published(AWARDING)
        made, submission = make_reviewed(call, BEST)
        reviewer = make_reviewer(name="Rosa Reader", email="rosa@example.org")
        make_review(
            submission, {"needs": 2, "value": 2}, reviewer, comments={"needs": "Clear."}, comment="Sound."
        )
        make_scored(call, LEAST)
        announce(call, AWARDING)
        db.session.commit()
        write_letters()
        db.session.commit()
    return made


def proposal_of(app: Flask, team: Team) -> int:
    with app.app_context():
        return db.session.query(Proposal.id).filter_by(organisation_id=team.organisation.id).scalar()


def test_a_ranking_says_what_to_do_when_it_is_empty(app: Flask, person: Person) -> None:
    scored(app)
    assert "Nothing is scored yet" in person(Role.OFFICER).get(RANKING).text


def test_a_list_is_drawn_up_and_announced_by_two(app: Flask, person: Person) -> None:
    scored(app, BEST, LEAST)
    officer, manager = person(Role.OFFICER), person(Role.MANAGER)
    page = officer.get(RANKING).text
    assert "<svg" in page
    assert "by the rule" in page
    assert officer.post(f"{STAGE}/decisions").status_code == 303
    page = officer.get(RANKING).text
    assert f"{STAGE}/announcement" not in page
    assert "a second person approves the list" in page
    assert officer.post(f"{STAGE}/announcement").status_code in {403, 404}
    assert "Announce the decisions" in manager.get("/desk").text
    assert f"{STAGE}/announcement" in manager.get(RANKING).text
    assert manager.post(f"{STAGE}/announcement").status_code == 303
    assert "Announced on" in officer.get(RANKING).text
    assert manager.post(f"{STAGE}/promotion").status_code == 303
    assert officer.post(f"{STAGE}/decisions").status_code == 409


def test_who_drew_it_up_alone_does_not_announce_it(app: Flask, person: Person) -> None:
    scored(app, BEST)
    manager = person(Role.MANAGER)
    manager.post(f"{STAGE}/decisions")
    assert f"{STAGE}/announcement" not in manager.get(RANKING).text
    assert manager.post(f"{STAGE}/announcement").status_code == 403


def test_to_announce_asks_for_the_password_again(app: Flask, person: Person, clock: SetClock) -> None:
    scored(app, BEST)
    person(Role.OFFICER).post(f"{STAGE}/decisions")
    manager = person(Role.MANAGER)
    clock.at = NOON + timedelta(hours=1)
    for act in ("announcement", "promotion"):
        answer = manager.post(f"{STAGE}/{act}")
        assert answer.status_code == 303
        assert answer.location.startswith("/en/sign-in/again?next=")
    with app.app_context():
        assert db.session.query(Decision.announced_at).all() == [(None,)]


def test_a_decision_by_hand_keeps_what_was_typed(app: Flask, person: Person) -> None:
    scored(app, BEST, definition=AWARDING)
    officer = person(Role.OFFICER)
    officer.post(f"{STAGE}/decisions")
    with app.app_context():
        url = f"/decisions/{db.session.query(Decision.id).scalar()}"
    assert url in officer.get(RANKING).text
    refused = officer.post(url, outcome="awarded", amount="99999", reason="It is worth more.")
    assert refused.status_code == 422
    assert "At most what was asked for" in refused.text
    assert "It is worth more." in refused.text
    assert officer.post(url, outcome="invited", reason="x").status_code == 422
    assert officer.post(url, outcome="rejected", reason="").status_code == 422
    assert officer.post(url, outcome="awarded", amount="5,000", reason="Half.").status_code == 303
    with app.app_context():
        row = db.session.query(Decision).one()
        assert (row.outcome, row.amount, row.reason) == (Outcome.AWARDED, 5000, "Half.")


def test_exports_hold_the_ranking_and_no_reviewer(app: Flask, person: Person) -> None:
    with app.app_context():
        call = make_published(INVITING)
        _team, submission = make_reviewed(call, BEST, name="=cmd()")
        make_review(submission, {"needs": 3, "value": 3}, make_reviewer(name="Rosa Reader"))
        make_scored(call, LEAST)
        db.session.commit()
    auditor = person(Role.AUDITOR)
    text = auditor.get(f"{RANKING}.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:4] == ["Rank", "Number", "Title", "Organisation"]
    assert (rows[1][0], rows[1][3], rows[1][5:7]) == ("1", "'=cmd()", ["9.0", "9.0"])
    assert "Rosa" not in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(auditor.get(f"{RANKING}.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[2][5:7] == [6, 6]
    assert auditor.get(f"{RANKING}.exe").status_code == 404


def test_an_officer_sees_no_score_of_their_own_organisation(app: Flask, visitor: Visit) -> None:
    with app.app_context():
        db.session().expire_on_commit = False
        call = make_published(INVITING)
        own, submission = make_reviewed(call, MIDDLE)
        make_scored(call, BEST, LEAST)
        officer = make_user(Role.OFFICER)
        db.session.add(
            Member(
                organisation_id=own.organisation.id, user_id=officer.id, role=MemberRole.READER, since=NOON
            )
        )
        decision = Decision(
            proposal_id=submission.proposal_id,
            submission_id=submission.id,
            stage=1,
            outcome=Outcome.RESERVE,
            rank=2,
            score=None,
            decided_at=NOON,
            decided_by=None,
        )
        db.session.add(decision)
        db.session.commit()
        number = submission.proposal.number
    insider = visitor(officer)
    page = insider.get(RANKING).text
    assert "Hidden: you belong to the organisation that applies." in page
    assert "somebody else decides" in page
    assert f"{STAGE}/decisions" not in page
    row = page[page.index(f">{number}<") :]
    assert "<b>8</b>" not in row
    exported = insider.get(f"{RANKING}.csv").data.decode("utf-8-sig").splitlines()
    (mine,) = [line for line in exported if number in line]
    assert mine.startswith(f",{number},")
    assert "8.0" not in mine
    assert number not in insider.get("/calls/small-2026/dashboard").text
    assert insider.get(f"/decisions/{decision.id}").status_code == 403
    assert insider.post(f"{STAGE}/decisions").status_code == 403


def test_a_team_learns_nothing_before_the_announcement(app: Flask, visitor: Visit, person: Person) -> None:
    with app.app_context():
        db.session().expire_on_commit = False
        call = make_published(INVITING)
        made, submission = make_reviewed(call, BEST)
        make_scored(call)
        db.session.commit()
        at = submission.proposal_id
    applicant = visitor(made.user)
    before = applicant.get(f"/proposals/{at}").text
    person(Role.OFFICER).post(f"{STAGE}/decisions")
    after = applicant.get(f"/proposals/{at}").text
    assert "in evaluation" in after
    assert "Decision" not in after
    assert len(before) == len(after)
    with app.app_context():
        decision = db.session.query(Decision.id).scalar()
    assert applicant.get(f"/letters/{decision}.pdf").status_code == 404


def test_a_team_reads_its_decision_and_its_letter(app: Flask, decided: Team, visitor: Visit) -> None:
    applicant = visitor(decided.user)
    page = applicant.get(f"/proposals/{proposal_of(app, decided)}").text
    assert "7.5 of 9 points" in page
    assert "Clear." in page
    with app.app_context():
        mine, other = [row.id for row in db.session.query(Decision).order_by(Decision.rank)]
    letter = applicant.get(f"/letters/{mine}.pdf")
    assert letter.data.startswith(b"%PDF-")
    assert letter.headers["X-Content-Type-Options"] == "nosniff"
    assert applicant.get(f"/letters/{other}.pdf").status_code == 404
    assert applicant.get("/letters/99999.pdf").status_code == 404


def test_nothing_that_a_team_reaches_tells_who_reviewed(app: Flask, decided: Team, visitor: Visit) -> None:
    applicant, at = visitor(decided.user), proposal_of(app, decided)
    with app.app_context():
        mine = db.session.query(Decision.id).filter_by(proposal_id=at).scalar()
    for url in ("/desk", f"/proposals/{at}", f"/letters/{mine}.pdf", "/calls/small-2026", "/account"):
        answer = applicant.get(url)
        assert answer.status_code == 200, url
        said = answer.data + str(answer.headers).encode()
        assert b"Rosa" not in said, url
        assert b"rosa@" not in said, url
    for url in (RANKING, f"{RANKING}.csv", "/calls/small-2026/dashboard", f"/proposals/{at}/file"):
        assert applicant.get(url).status_code in {403, 404}, url


def test_anybody_sees_what_was_awarded(app: Flask, decided: Team) -> None:
    page = app.test_client().get("/en/calls/small-2026").text
    assert "Awarded projects" in page
    assert decided.organisation.name in page
    with app.app_context():
        states = {row.state for row in db.session.query(Proposal)}
    assert states == {ProposalState.AWARDED, ProposalState.RESERVE}


def test_a_ranking_takes_as_many_queries_for_fifty_as_for_one(
    app: Flask, person: Person, statements: list[str]
) -> None:
    scored(app, BEST)
    officer, counts = person(Role.OFFICER), []
    with app.app_context():
        call_id = db.session.query(Proposal.call_id).limit(1).scalar()
    for more in (0, 2, 47):
        with app.app_context():
            call = db.session.get(Call, call_id)
            assert call is not None
            for _ in range(more):
                make_reviewed(call, LEAST)
            db.session.commit()
        officer.get(RANKING)
        statements.clear()
        assert officer.get(RANKING).status_code == 200
        counts.append(len([statement for statement in statements if statement.startswith("SELECT")]))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 8, counts
