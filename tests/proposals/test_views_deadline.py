"""More time for one team: who reads of it, and what a late request is told."""

from collections.abc import Callable

from flask import Flask

from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from tests.proposals.conftest import Visitor
from tests.proposals.making import CONCEPT, Team, deadline, make_draft, make_team

CALL = "/calls/small-2026"
REASON = "A power cut in Bujumbura."


def a_draft(app: Flask, team: Team) -> str:
    with app.app_context():
        proposal = make_draft(team, **CONCEPT)
        db.session.commit()
        return f"/proposals/{proposal.id}"


def test_more_time_is_read_by_team_staff_and_auditors_alone(
    app: Flask, team: Team, applicant: Visitor, stranger: Visitor, person: Callable[[Role], Visitor]
) -> None:
    home, officer = a_draft(app, team), person(Role.OFFICER)
    with app.app_context():
        rival = make_team(team.call)
        make_draft(rival)
        db.session.commit()
    fields = {"closes_at": "2027-01-18T12:00", "reason": REASON}
    assert officer.post(f"{home}/extension", **fields).status_code == 303
    assert applicant.post(f"{home}/extension", **fields).status_code == 403
    for reader, page in (
        (applicant, home),
        (officer, f"{home}/file"),
        (person(Role.AUDITOR), f"{home}/file"),
    ):
        text = reader.get(page).text
        assert REASON in text
        assert "18 January 2027, 12:00 (Brussels)" in text
    for reader in (stranger, Visitor(app.test_client()), person(Role.MEMBER)):
        assert reader.get(home).status_code in {303, 404}
        assert "18 January" not in reader.get(CALL).text


def test_more_time_holds_on_every_page(
    app: Flask, team: Team, applicant: Visitor, person: Callable[[Role], Visitor], clock: SetClock
) -> None:
    home = a_draft(app, team)
    person(Role.MANAGER).post(f"{home}/extension", closes_at="2027-01-18T12:00", reason=REASON)
    clock.at = deadline(team)
    for page in (home, f"{home}/submission", "/desk", "/proposals"):
        assert "18 January 2027" in applicant.get(page).text
    saved = applicant.post_from(f"{home}/sections/idea", **{**CONCEPT, "why": "Later."}, act="save")
    assert saved.status_code == 303
    assert applicant.post_from(f"{home}/submission", declared="y").status_code == 303


def test_a_late_save_is_refused_and_given_back(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock
) -> None:
    home = a_draft(app, team)
    clock.at = deadline(team)
    late = applicant.post_from(f"{home}/sections/idea", **{**CONCEPT, "why": "Too late for this."})
    assert late.status_code == 409
    assert "The deadline has passed" in late.text
    assert "Too late for this." in late.text


def test_an_empty_request_for_time_says_what_is_missing(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    answer = person(Role.OFFICER).post(f"{a_draft(app, team)}/extension", closes_at="", reason=REASON)
    assert answer.status_code == 422
    assert REASON in answer.text


def test_the_rule_for_what_straddles_stands_where_one_hands_in(
    app: Flask, team: Team, applicant: Visitor
) -> None:
    home = a_draft(app, team)
    for page in (CALL, f"{home}/submission", f"{home}/documents"):
        assert "an upload that began before the deadline counts" in applicant.get(page).text


def test_a_draft_that_was_not_handed_in_is_shown_as_such(
    app: Flask, team: Team, person: Callable[[Role], Visitor], clock: SetClock
) -> None:
    home, officer = a_draft(app, team), person(Role.OFFICER)
    assert "not handed in" not in officer.get(f"{CALL}/proposals").text
    clock.at = deadline(team)
    assert "draft, not handed in" in officer.get(f"{CALL}/proposals").text
    assert "Not handed in: the deadline passed" in officer.get(f"{home}/file").text
