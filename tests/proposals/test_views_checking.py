"""The pages of the administrative check, for officers and for teams."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from cop.proposals.check_models import CheckRequest
from cop.proposals.models import Submission
from tests.proposals.checking import exclude, make_checked_call, make_officer, tell
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team, end_stage, make_submission, make_team

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ALL_WELL = {"answer-signed": "yes", "answer-theme": "not_applicable", "note-theme": "No theme is needed."}


@pytest.fixture
def team(app: Flask) -> Team:
    with app.app_context():
        db.session().expire_on_commit = False
        made = make_team(make_checked_call())
        make_submission(made)
        end_stage(made.call)
        db.session.commit()
    return made


@pytest.fixture
def home(app: Flask, team: Team) -> str:
    with app.app_context():
        return f"/proposals/{db.session.scalars(select(Submission)).one().proposal_id}"


def test_a_checklist_is_saved_and_the_decision_confirmed_by_another(
    home: str, person: Callable[[Role], Visitor]
) -> None:
    first, second, auditor = person(Role.OFFICER), person(Role.OFFICER), person(Role.AUDITOR)
    assert first.post(f"{home}/check", outcome="eligible").status_code == 409
    assert first.post_from(f"{home}/checklist", **ALL_WELL).status_code == 303
    assert "No theme is needed." in auditor.get(f"{home}/file").text
    wrong = first.post_from(f"{home}/checklist", **{**ALL_WELL, "answer-signed": "perhaps"})
    assert wrong.status_code == 422
    assert "No theme is needed." in wrong.text
    assert first.post(f"{home}/check", outcome="eligible").status_code == 303
    assert first.post(f"{home}/check/confirmation").status_code == 403
    assert "check/confirmation" not in first.get(f"{home}/file").text
    assert "check/confirmation" not in auditor.get(f"{home}/file").text
    assert "check/confirmation" in second.get(f"{home}/file").text
    assert second.post(f"{home}/check/return").status_code == 422
    assert second.post(f"{home}/check/return", reason="Who signed?").status_code == 303
    assert "Who signed?" in first.get(f"{home}/file").text
    assert first.post(f"{home}/check", outcome="eligible").status_code == 303
    assert second.post(f"{home}/check/confirmation").status_code == 303


def test_two_at_a_checklist_are_shown_both(home: str, person: Callable[[Role], Visitor]) -> None:
    one, other = person(Role.OFFICER), person(Role.OFFICER)
    assert one.post_from(f"{home}/checklist", **ALL_WELL).status_code == 303
    stale = other.post(
        f"{home}/checklist", base="signed:0 theme:0", **{"answer-signed": "no", "note-signed": "By whom?"}
    )
    assert stale.status_code == 409
    assert "No theme is needed." in stale.text
    assert "By whom?" in stale.text


def test_a_team_is_asked_answers_and_is_told_when_it_is_too_late(
    app: Flask, home: str, applicant: Visitor, stranger: Visitor, person: Callable[[Role], Visitor]
) -> None:
    officer = person(Role.OFFICER)
    assert officer.post(f"{home}/requests", text="Who signs?").status_code == 422
    fields = {"text": "Who signs?", "due_at": "2026-12-20T12:00"}
    for _once in range(2):
        assert officer.post(f"{home}/requests", **fields).status_code == 303
    with app.app_context():
        first, second = db.session.scalars(select(CheckRequest.id).order_by(CheckRequest.id))
        due_at = db.session.get_one(CheckRequest, first).due_at
    page = applicant.get(home).text
    assert "Who signs?" in page
    assert "submitted" in page
    url = f"{home}/requests/{first}"
    assert (
        "Who signs?" in applicant.get("/desk").text
        or "Answer what the secretariat asks" in applicant.get("/desk").text
    )
    assert stranger.get(url).status_code == 404
    assert applicant.post(url, text="").status_code == 422
    sent = applicant.post(url, text="Ms Uwera does.", file=(io.BytesIO(PDF), "signed.pdf"))
    assert sent.status_code == 303
    assert "Ms Uwera does." in officer.get(f"{home}/file").text
    with app.app_context():
        blob_id = db.session.get_one(CheckRequest, first).blob_id
    for reader, status in ((applicant, 200), (officer, 200), (stranger, 404)):
        assert reader.get(f"{home}/documents/{blob_id}").status_code == status
    third = f"{home}/requests/{second + 1}"
    assert officer.post(f"{home}/requests", **fields | {"text": "And when?"}).status_code == 303
    assert f'href="/en{third}/withdrawal"' in officer.get(f"{home}/file").text
    assert officer.post(f"{third}/withdrawal").status_code == 422
    assert officer.post(f"{third}/withdrawal", reason="It is dated.").status_code == 303
    assert "It is dated." in applicant.get(home).text
    assert applicant.post(third, text="In May.").status_code == 409
    app.extensions["cop.clock"] = SetClock(due_at + timedelta(milliseconds=1))
    assert applicant.post(f"{home}/requests/{second}", text="Late.").status_code == 409


def test_a_team_reads_nothing_before_all_are_told_and_then_appeals(
    app: Flask, home: str, applicant: Visitor, person: Callable[[Role], Visitor]
) -> None:
    def submission() -> Submission:
        return db.session.scalars(select(Submission)).one()

    with app.app_context():
        check = exclude(submission(), make_officer(), make_officer())
        db.session.commit()
    before = applicant.get(home).text
    assert "Not registered." not in before
    assert "in evaluation" in before
    assert applicant.get(f"{home}/appeal").status_code == 404
    with app.app_context():
        check = db.session.merge(check)
        tell(check)
        app.extensions["cop.clock"] = SetClock(check.told_at)
        db.session.commit()
    assert "Not registered." in applicant.get(home).text
    assert applicant.post(f"{home}/appeal").status_code == 422
    assert applicant.post(f"{home}/appeal", text="We are registered.").status_code == 303
    officer = person(Role.OFFICER)
    assert "We are registered." in officer.get(f"{home}/file").text
    assert officer.post(f"{home}/appeal/answer", outcome="upheld").status_code == 422
    assert officer.post(f"{home}/appeal/answer", outcome="upheld", answer="Right.").status_code == 303
    after = applicant.get(home).text
    assert "Right." in after
    assert "in evaluation" in after


def test_managers_announce(team: Team, home: str, person: Callable[[Role], Visitor]) -> None:
    url = f"/calls/{team.call.code}/stages/1/ineligible"
    assert person(Role.OFFICER).get(url).status_code == 403
    manager = person(Role.MANAGER)
    assert manager.get(url).status_code == 200
    assert manager.get(f"/calls/{team.call.code}/stages/3/ineligible").status_code == 404
    assert manager.post(url).status_code == 409
