"""The secretariat's list, its exports, and the check."""

import csv
import io
from collections.abc import Callable

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from cop.core.db import db
from cop.kernel.actor import Role
from cop.proposals.check_models import Check
from cop.proposals.models import Proposal
from cop.proposals.states import ProposalState
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team, make_draft, make_submission, make_team

LIST = "/calls/small-2026/proposals"


def fill(app: Flask, team: Team, count: int) -> list[int]:
    """Submissions of `count` organisations."""
    with app.app_context():
        made = [make_submission(make_team(team.call)).proposal for _ in range(count)]
        db.session.commit()
        return [proposal.id for proposal in made]


def test_a_list_says_what_to_do_when_it_is_empty(team: Team, person: Callable[[Role], Visitor]) -> None:
    page = person(Role.OFFICER).get(LIST)
    assert page.status_code == 200
    assert "No proposal here yet" in page.text


def test_a_list_takes_as_many_queries_for_fifty_as_for_one(
    app: Flask, team: Team, person: Callable[[Role], Visitor], statements: list[str]
) -> None:
    officer, counts = person(Role.OFFICER), []
    for more in (1, 2, 50):
        fill(app, team, more)
        officer.get(LIST)
        statements.clear()
        assert officer.get(LIST).status_code == 200
        counts.append(len([statement for statement in statements if statement.startswith("SELECT")]))
    assert len(set(counts)) == 1
    assert counts[0] <= 8
    assert "page=2" in officer.get(LIST).text


@pytest.mark.parametrize(
    "query", ["?state=submitted&sort=-country", "?sort=;drop", "?page=99999", "?stage=2", "?state=x"]
)
def test_an_address_is_never_too_much(
    app: Flask, team: Team, person: Callable[[Role], Visitor], query: str
) -> None:
    fill(app, team, 2)
    assert person(Role.OFFICER).get(f"{LIST}{query}").status_code in {200, 404}


def test_exports_hold_the_list_and_no_formula(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    with app.app_context():
        make_draft(make_team(team.call, name="=cmd()"), title="@sum")
        db.session.commit()
    officer = person(Role.OFFICER)
    rows = list(csv.reader(io.StringIO(officer.get(f"{LIST}.csv").data.decode("utf-8-sig"))))
    assert (rows[0][0], rows[1][1:3]) == ("Number", ["'@sum", "'=cmd()"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(officer.get(f"{LIST}.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[1][1:3] == ["'@sum", "'=cmd()"]
    assert officer.get(f"{LIST}.exe").status_code == 404


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
    assert auditor.post("/calls/small-2026/checks", proposal=number).status_code in {403, 404}


def test_a_check_without_a_reason_is_kept_and_refused(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    (number,) = fill(app, team, 1)
    officer = person(Role.OFFICER)
    url = f"/proposals/{number}/check"
    answer = officer.post(url, outcome="ineligible", reason="Not registered.")
    assert answer.status_code == 422
    assert "Not registered." in answer.text
    sent = officer.post(url, outcome="ineligible", paragraph="1.1", reason="Not registered.")
    assert sent.status_code == 303
    assert "Not registered." in officer.get(f"/proposals/{number}/file").text
    assert officer.post(url, outcome="eligible").status_code == 409


def test_the_marked_ones_are_accepted_together_or_not_at_all(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    numbers = fill(app, team, 3)
    officer = person(Role.OFFICER)
    with app.app_context():
        db.session.get(Proposal, numbers[2]).state = ProposalState.ELIGIBLE  # type: ignore[union-attr]
        db.session.commit()
    url = "/calls/small-2026/checks"
    assert officer.post(url, proposal=numbers).status_code == 409
    with app.app_context():
        assert db.session.query(Check).count() == 0
    assert officer.post(url, proposal=[*numbers[:2], "²", "9" * 40]).status_code == 303
    with app.app_context():
        assert db.session.query(Check).count() == 2


def test_the_dashboard_shows_where_they_are(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    fill(app, team, 3)
    page = person(Role.OFFICER).get("/calls/small-2026/dashboard")
    assert page.status_code == 200
    assert "3 proposals" in page.text
    assert "<svg" in page.text
    assert f"/en{LIST}" in page.text
