"""A proposal as the secretariat sees it, and the check."""

from collections.abc import Callable

from flask import Flask

from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import Role
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team, end_stage, make_submission, make_team

LIST = "/calls/small-2026/proposals"


def fill(app: Flask, team: Team, count: int) -> list[int]:
    """Submissions of `count` organisations."""
    with app.app_context():
        made = [make_submission(make_team(team.call)).proposal for _ in range(count)]
        db.session.commit()
        return [proposal.id for proposal in made]


def test_an_auditor_reads_and_changes_nothing(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    (number,) = fill(app, team, 1)
    auditor = person(Role.AUDITOR)
    assert auditor.get(LIST).status_code == 200
    page = auditor.get(f"/proposals/{number}/file")
    assert "Water is far." in page.text
    assert f"/proposals/{number}/check" not in page.text
    assert auditor.post(f"/proposals/{number}/check", outcome="eligible").status_code in {403, 404}
    url = f"/calls/small-2026/batches/checks?proposal={number}"
    assert auditor.post(url).status_code in {403, 404}


def test_a_check_without_a_reason_is_kept_and_refused(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    (number,) = fill(app, team, 1)
    with app.app_context():
        end_stage(db.session.get_one(Call, team.call.id))
        db.session.commit()
    officer = person(Role.OFFICER)
    url = f"/proposals/{number}/check"
    answer = officer.post(url, outcome="ineligible", reason="Not registered.")
    assert answer.status_code == 422
    assert "Not registered." in answer.text
    sent = officer.post(url, outcome="ineligible", paragraph="1.1", reason="Not registered.")
    assert sent.status_code == 303
    assert "Not registered." in officer.get(f"/proposals/{number}/file").text
    assert officer.post(url, outcome="eligible").status_code == 409


def test_the_dashboard_shows_where_they_are(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    fill(app, team, 3)
    page = person(Role.OFFICER).get("/calls/small-2026/dashboard")
    assert page.status_code == 200
    assert "3 proposals" in page.text
    assert "<svg" in page.text
    assert f"/en{LIST}" in page.text
