"""The secretariat's lists: filters in the address, sheets, filters by name, and work on many proposals."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from cop.proposals.check_models import Check
from cop.proposals.lists.rules import KEPT_FOR
from tests.factories import NOON
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team, end_stage, make_draft, make_submission, make_team

LIST = "/calls/small-2026/proposals"
BATCHES = "/calls/small-2026/batches"


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
    "query",
    [
        "?state=submitted&sort=-country&theme=rights&column=themes",
        "?sort=;drop&q=%25&size=1e9",
        "?page=99999",
        "?stage=2",
        "?state=x",
    ],
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


def test_a_list_shows_the_columns_and_rows_it_is_asked_for(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    with app.app_context():
        make_draft(make_team(team.call, name="Umoja", country="BI"), title="A draft")
        make_submission(make_team(team.call, name="Wellspring"))
        db.session.commit()
    officer = person(Role.OFFICER)
    page = officer.get(f"{LIST}?theme=rights&column=themes&column=kind&sort=-kind").text
    assert "Wellspring" not in page  # the organisation is no column now
    assert "Wells &amp; words" in page
    assert "A draft" not in page
    assert "sort=kind" in page
    assert "No proposal matches" in officer.get(f"{LIST}?q=nothing").text
    sheet = officer.get(f"{LIST}.csv?theme=rights&column=themes&column=closes").data.decode("utf-8-sig")
    header, row = list(csv.reader(io.StringIO(sheet)))
    assert header == ["Number", "Title", "Themes", "Closes", "Came on paper"]
    assert (row[2], row[4]) == ("Rights", "no")


def test_filters_are_kept_by_name(app: Flask, team: Team, person: Callable[[Role], Visitor]) -> None:
    fill(app, team, 1)
    one, other = person(Role.OFFICER), person(Role.OFFICER)
    url = "/calls/small-2026/filters"
    refused = one.post(f"{url}?country=RW", name="", is_shared="y")
    assert refused.status_code == 422
    assert one.post(f"{url}?country=RW", name="From Rwanda").status_code == 303
    assert one.post(f"{url}?country=BI", name="From Burundi", is_shared="y").status_code == 303
    page = other.get(LIST).text
    assert "From Rwanda" not in page
    assert "?country=BI" in page
    removal = [int(number) for number in re.findall(r"filters/([0-9]+)/removal", one.get(LIST).text)]
    own, shared = sorted(removal)
    assert other.post(f"{url}/{own}/removal").status_code == 404
    assert person(Role.AUDITOR).post(f"{url}/{shared}/removal").status_code == 403
    assert other.post(f"{url}/{shared}/removal").status_code == 303
    assert "From Burundi" not in one.get(LIST).text


def test_all_that_match_are_gone_on_with(app: Flask, team: Team, person: Callable[[Role], Visitor]) -> None:
    fill(app, team, 3)
    with app.app_context():
        end_stage(db.session.get_one(Call, team.call.id))
        db.session.commit()
    officer = person(Role.OFFICER)
    page = officer.get(f"{BATCHES}/new?which=all&state=submitted").text
    assert "What to do with 3 proposals" in page
    answer = officer.post(f"{BATCHES}/checks?which=all&state=submitted")
    assert answer.status_code == 303
    assert "Nothing was left out." in officer.get(answer.location.removeprefix("/en")).text
    with app.app_context():
        assert db.session.query(Check).count() == 3
    assert "What to do with 0" in officer.get(f"{BATCHES}/new?which=all&state=submitted").text


def test_the_report_says_which_was_refused_and_why(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    numbers = fill(app, team, 2)
    officer = person(Role.OFFICER)
    marked = "&".join(f"proposal={number}" for number in numbers)
    officer.post(f"{BATCHES}/checks?proposal={numbers[0]}")
    answer = officer.post(f"{BATCHES}/checks?{marked}")
    page = officer.get(answer.location.removeprefix("/en")).text
    assert "Left out, and why" in page
    assert "SMA" in page or "S-2026" in page
    assert "Found eligible" in officer.get(BATCHES).text
    assert officer.post(f"{BATCHES}/checks").status_code == 422


def test_what_was_typed_is_kept_when_it_is_refused(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    (number,) = fill(app, team, 1)
    officer = person(Role.OFFICER)
    for path, fields in (
        ("mails", {"subject": "", "text": "Dear all"}),
        ("extensions", {"closes_at": "", "reason": "Dear all"}),
    ):
        answer = officer.post(f"{BATCHES}/{path}?proposal={number}", **fields)
        assert answer.status_code == 422
        assert "Dear all" in answer.text
    assert officer.post(f"{BATCHES}?proposal={number}", file="passwords.txt").status_code == 422
    assert officer.post(f"{BATCHES}/mails?proposal={number}", subject="Hello", text="Hi").status_code == 303
    extended = officer.post(
        f"{BATCHES}/extensions?proposal={number}", closes_at="2027-06-01T12:00", reason="Flood"
    )
    assert extended.status_code == 303


def test_files_are_for_who_asked_and_for_staff_until_they_expire(
    app: Flask, team: Team, person: Callable[[Role], Visitor], clock: SetClock
) -> None:
    (number,) = fill(app, team, 1)
    auditor, other, officer = person(Role.AUDITOR), person(Role.AUDITOR), person(Role.OFFICER)
    made = auditor.post(f"{BATCHES}?proposal={number}", file="answers.csv").location.removeprefix("/en")
    found = re.search(r'href="/en([^"]+/files/[0-9]+)"', auditor.get(made).text)
    assert found
    for visitor, status in ((auditor, 200), (officer, 200), (other, 404)):
        assert visitor.get(made).status_code == status
        assert visitor.get(found[1]).status_code == status
    assert "Water is far." in officer.get(found[1]).text
    assert officer.get(f"{made}/files/999").status_code == 404
    clock.at = NOON + KEPT_FOR
    again = person(Role.OFFICER)
    assert again.get(found[1]).status_code == 404
    assert "are gone" in again.get(made).text
