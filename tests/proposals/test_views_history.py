"""What a team reads of its own past, and prints."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest
from flask import Flask

from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from tests.proposals.conftest import Visitor
from tests.proposals.making import (
    CONCEPT,
    Team,
    deadline,
    make_draft,
    make_submission,
    write,
)


@pytest.fixture
def home(app: Flask, team: Team) -> str:
    """A concept note that was saved twice."""
    with app.app_context():
        proposal = make_draft(team, **CONCEPT)
        write(proposal, {"why": "Water is not far.", "grant": "12000"}, team)
        db.session.commit()
        return f"/proposals/{proposal.id}"


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_a_team_reads_what_changed_and_goes_back(home: str, applicant: Visitor) -> None:
    links = re.findall(rf'href="/en({home}/revisions/\d+)"', applicant.get(f"{home}/revisions").text)
    assert len(links) == 2
    page = applicant.get(links[0]).text
    assert re.search(r"Water is\s*<ins>not\s*</ins>far\.", page)
    assert re.search(r"<del>\s*€10,000\s*</del>\s*<ins>\s*€12,000\s*</ins>", page)
    assert applicant.post(f"{links[1]}/restoration").status_code == 303
    assert "Water is far." in applicant.get(f"{home}/sections/idea").text
    assert "3 saves" in applicant.get(f"{home}/revisions?part=idea").text


@pytest.mark.parametrize("path", ["/revisions", "/revisions/1", "/draft.pdf", "/comments"])
def test_what_was_not_handed_in_is_the_team_s_alone(
    home: str, stranger: Visitor, person: Callable[[Role], Visitor], path: str
) -> None:
    assert stranger.get(f"{home}{path}").status_code == 404
    for role in (Role.OFFICER, Role.AUDITOR):
        assert person(role).get(f"{home}{path}").status_code == 403


def test_a_history_takes_as_many_queries_with_many_saves(
    app: Flask, team: Team, home: str, applicant: Visitor, statements: list[str]
) -> None:
    def asked() -> int:
        statements.clear()
        assert applicant.get(f"{home}/revisions").status_code == 200
        return len([statement for statement in statements if statement.startswith("SELECT")])

    asked()
    few = asked()
    for number in range(20):
        applicant.post_from(f"{home}/sections/idea", **CONCEPT | {"title": f"Title {number}"})
    assert asked() == few <= 8


def test_the_draft_on_paper_says_that_it_is_one(home: str, applicant: Visitor) -> None:
    answer = applicant.get(f"{home}/draft.pdf")
    text = text_of(answer.data)
    assert text.count("Draft, not submitted") >= 2
    assert "Water is not far." in text
    assert "SHA-256" not in text


def test_what_was_handed_in_on_paper_is_the_snapshot(
    app: Flask, team: Team, applicant: Visitor, person: Callable[[Role], Visitor]
) -> None:
    with app.app_context():
        submission = make_submission(team)
        submission.proposal.organisation.name = "Renamed since"
        db.session.commit()
        home, number, digest = f"/proposals/{submission.proposal_id}", submission.number, submission.sha256
        name = submission.content["organisation"]["name"]
    for reader in (applicant, person(Role.OFFICER), person(Role.AUDITOR)):
        text = text_of(reader.get(f"{home}/submissions/1.pdf").data)
        assert "Draft" not in text
        for words in (number, "Water is far.", "24 November 2026, 13:00 (Brussels)", "12:00 (UTC)", name):
            assert words in text, words
        assert digest in text.replace(" ", "")
        assert "Renamed since" not in text


def test_arabic_is_on_paper_letter_by_letter(app: Flask, team: Team, applicant: Visitor) -> None:
    begun = applicant.post(
        "/calls/small-2026/proposals/new", organisation=team.organisation.id, language="ar"
    )
    home = begun.location.removeprefix("/en")
    applicant.post_from(f"{home}/sections/idea", **CONCEPT | {"why": "الماء بعيد عن القرية"})
    assert "الماء بعيد عن القرية" in text_of(applicant.get(f"{home}/draft.pdf").data)


def test_a_team_reopens_changes_and_hands_in_again(
    app: Flask, team: Team, applicant: Visitor, person: Callable[[Role], Visitor]
) -> None:
    with app.app_context():
        submission = make_submission(team)
        db.session.commit()
        home, first = f"/proposals/{submission.proposal_id}", submission.number
    assert applicant.post(f"{home}/reopening").status_code == 303
    page = applicant.get(home).text
    assert "counts until you hand in a newer one" in page
    assert f"{home}/sections/idea" in page
    officer = person(Role.OFFICER)
    assert "The team has reopened it" in officer.get(f"{home}/file").text
    applicant.post_from(f"{home}/sections/idea", **CONCEPT | {"why": "Water is farther."})
    assert "Water is far." in applicant.get(f"{home}/submissions/1").text
    assert applicant.post_from(f"{home}/submission", declared="y").status_code == 303
    page = applicant.get(home).text
    assert "Earlier versions" in page
    assert f"{home}/receipts/1?version=1" in page
    old = applicant.get(f"{home}/receipts/1?version=1").text
    assert first in old
    assert "no longer counts" in old
    assert "Water is farther." in applicant.get(f"{home}/submissions/1").text
    assert "Water is far." in applicant.get(f"{home}/submissions/1?version=1").text
    for version in (3, 0, 2**31, 10**20, -(10**20)):
        assert applicant.get(f"{home}/receipts/1?version={version}").status_code == 404
    assert first in officer.get(f"{home}/file").text


def test_an_officer_reopens_after_the_deadline(
    app: Flask, team: Team, applicant: Visitor, person: Callable[[Role], Visitor], clock: SetClock
) -> None:
    with app.app_context():
        submission = make_submission(team)
        db.session.commit()
        home = f"/proposals/{submission.proposal_id}"
    officer = person(Role.OFFICER)
    late = {"closes_at": "2027-01-20T16:00", "reason": "Our server was down."}
    assert officer.post(f"{home}/file/reopening", **late).status_code == 409
    clock.at = deadline(team)
    assert f"{home}/file/reopening" in officer.get(f"{home}/file").text
    assert officer.post(f"{home}/file/reopening", closes_at="2027-01-20T16:00").status_code == 422
    assert (
        officer.post(f"{home}/file/reopening", **late | {"closes_at": "2027-01-10T16:00"}).status_code == 422
    )
    assert officer.post(f"{home}/file/reopening", **late).status_code == 303
    assert "20 January 2027, 16:00 (Brussels)" in applicant.get(home).text
    assert applicant.post_from(f"{home}/submission", declared="y").status_code == 303


def test_a_decision_on_a_version_that_is_no_longer_the_last_is_refused(
    app: Flask, team: Team, applicant: Visitor, person: Callable[[Role], Visitor], clock: SetClock
) -> None:
    with app.app_context():
        submission = make_submission(team)
        db.session.commit()
        home, seen = f"/proposals/{submission.proposal_id}", submission.id
    officer, clock.at = person(Role.OFFICER), deadline(team)
    assert f'name="seen" type="hidden" value="{seen}"' in officer.get(f"{home}/file").text
    until = {"closes_at": "2027-01-20T16:00", "reason": "Our server was down."}
    assert officer.post(f"{home}/file/reopening", **until).status_code == 303
    assert applicant.post_from(f"{home}/submission", declared="y").status_code == 303
    clock.at += timedelta(days=10)
    answer = officer.post(f"{home}/check", outcome="eligible", seen=seen)
    assert answer.status_code == 409
    assert "newer version" in answer.text
    assert officer.post(f"{home}/check", outcome="eligible").status_code == 303


def test_a_team_comments_beside_what_it_writes(home: str, applicant: Visitor) -> None:
    assert applicant.post(f"{home}/comments", question="why").status_code == 422
    assert applicant.post(f"{home}/comments", question="why", text="How far?").status_code == 303
    assert "How far?" in applicant.get(f"{home}/sections/idea").text
    assert "1 comment" in applicant.get(home).text
    page = applicant.get(f"{home}/comments").text
    begun = re.search(r'name="answers" value="(\d+)"', page)
    assert begun
    answered = applicant.post(f"{home}/comments", question="why", text="Nine km.", answers=begun[1])
    assert answered.status_code == 303
    assert applicant.post(f"{home}/comments/{begun[1]}/resolution").status_code == 303
    assert applicant.post(f"{home}/comments/999/resolution").status_code == 404
    assert "How far?" not in applicant.get(f"{home}/sections/idea").text
    assert "Nine km." in applicant.get(f"{home}/comments").text
    assert "How far?" not in applicant.get(f"{home}/submission").text
