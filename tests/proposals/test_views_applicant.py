"""A team's way from the call's page to the receipt, and what nobody else learns of it."""

import hashlib
import io
import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from flask import Flask

from cop.accounts.models import User
from cop.calls.definition.definition import EligibilityRule
from cop.core.db import db
from cop.directory.models import Member
from cop.directory.roles import MemberRole
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from cop.proposals.cli import receipt
from cop.proposals.models import Proposal
from cop.proposals.rules.workflow import IN_EVALUATION
from cop.proposals.states import ProposalState
from tests.factories import make_user
from tests.files.making import PDF
from tests.proposals.conftest import Visitor
from tests.proposals.making import (
    CONCEPT,
    FULL_PROPOSAL_OPEN,
    Team,
    deadline,
    make_call,
    make_draft,
    make_full_proposal,
    make_submission,
    make_team,
)

CALL = "/calls/small-2026"


def a_draft(app: Flask, team: Team, **answers: str) -> str:
    """The address of a concept note in progress."""
    with app.app_context():
        proposal = make_draft(team, **answers)
        db.session.commit()
        return f"/proposals/{proposal.id}"


def a_submission(app: Flask, team: Team, state: str = "submitted") -> str:
    with app.app_context():
        submission = make_submission(team, state=state)
        db.session.commit()
        return f"/proposals/{submission.proposal.id}"


def a_full_proposal(app: Flask, team: Team, clock: SetClock) -> str:
    with app.app_context():
        proposal = make_full_proposal(team)
        db.session.commit()
        clock.at = FULL_PROPOSAL_OPEN
        return f"/proposals/{proposal.id}"


# the way in


def test_the_page_of_a_call_says_how_to_begin(
    app: Flask, team: Team, applicant: Visitor, person: Callable[[Role], Visitor], clock: SetClock
) -> None:
    way_in = "/en/calls/small-2026/proposals/new"
    anybody = Visitor(app.test_client())
    assert re.search(r'href="[^"]*sign-in[^"]*proposals/new', anybody.get(CALL).text.replace("%2F", "/"))
    assert "/organisations/new" in person(Role.MEMBER).get(CALL).text
    assert f'href="{way_in}"' in applicant.get(CALL).text
    home = a_draft(app, team)
    assert f'href="/en{home}"' in applicant.get(CALL).text
    assert f'href="{way_in}"' not in applicant.get(CALL).text
    clock.at = deadline(team)
    assert "The deadline has passed" in anybody.get(CALL).text


def test_a_lead_begins_as_often_as_the_rule_says(app: Flask, visitor: Callable[[User], Visitor]) -> None:
    rule = EligibilityRule(rule="one_per_lead", params={"at_most": 2}, paragraph="1.1")
    with app.app_context():
        db.session().expire_on_commit = False
        team = make_team(make_call(rule))
        db.session.commit()
    applicant, way_in = visitor(team.user), f"{CALL}/proposals/new"
    home = a_draft(app, team)
    assert f'href="/en{way_in}"' in applicant.get(CALL).text
    assert applicant.post(way_in, organisation=team.organisation.id, language="en").status_code == 303
    assert f'href="/en{way_in}"' not in applicant.get(CALL).text
    refused = applicant.post(way_in, organisation=team.organisation.id, language="en")
    assert refused.status_code == 409
    assert "in this call already: 2; allowed in all: 2." in refused.text
    assert "in this call: 1; allowed with this one: 2." in applicant.get(f"{home}/submission").text


def test_from_start_to_receipt(app: Flask, team: Team, applicant: Visitor) -> None:
    begun = applicant.post(f"{CALL}/proposals/new", organisation=team.organisation.id, language="fr")
    assert begun.status_code == 303
    home = begun.location.removeprefix("/en")
    saved = applicant.post_from(f"{home}/sections/idea", **CONCEPT, act="next")
    assert (saved.status_code, saved.location) == (303, f"/en{home}")
    assert "complete" in applicant.get(home).text
    page = applicant.get(f"{home}/submission").text
    assert "Wells &amp; words" in page
    handed_in = applicant.post_from(f"{home}/submission", declared="y")
    assert (handed_in.status_code, handed_in.location) == (303, f"/en{home}/receipts/1")
    receipt = applicant.get(f"{home}/receipts/1").text
    content = applicant.get(f"{home}/receipts/1.json").data
    assert hashlib.sha256(content).hexdigest() in receipt
    assert applicant.get(f"{home}/receipts/1.pdf").data.startswith(b"%PDF-")
    assert "Water is far." in applicant.get(f"{home}/submissions/1").text
    assert applicant.get("/proposals").status_code == 200


def test_a_receipt_is_verified_without_us(app: Flask, team: Team, applicant: Visitor, tmp_path) -> None:
    home = a_submission(app, team)
    content = applicant.get(f"{home}/receipts/1.json").data
    path = tmp_path / "receipt.json"
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    assert CliRunner().invoke(receipt, ["verify", str(path), digest]).exit_code == 0
    path.write_bytes(content.replace(b"10000", b"90000"))
    assert CliRunner().invoke(receipt, ["verify", str(path), digest]).exit_code == 1
    path.write_bytes(b"no json")
    assert CliRunner().invoke(receipt, ["verify", str(path), digest]).exit_code == 1


# writing


def test_what_cannot_be_read_is_kept_and_said(app: Flask, team: Team, applicant: Visitor) -> None:
    home = a_draft(app, team)
    answer = applicant.post_from(
        f"{home}/sections/idea", title="Kept title", why="Kept words", grant="plenty"
    )
    assert answer.status_code == 422
    for typed in ("Kept title", "Kept words", "plenty"):
        assert typed in answer.text


def test_a_choice_that_is_not_offered_is_refused(app: Flask, team: Team, applicant: Visitor) -> None:
    home = a_draft(app, team)
    assert applicant.post_from(f"{home}/sections/idea", **{**CONCEPT, "theme": "x"}).status_code == 422


def test_a_stale_save_shows_both_texts_and_then_saves(app: Flask, team: Team, applicant: Visitor) -> None:
    url = f"{a_draft(app, team)}/sections/idea"
    seen = re.search(r'name="base"[^>]*value="([^"]*)"', applicant.get(url).text)
    assert seen
    assert applicant.post_from(url, title="Theirs").status_code == 303
    answer = applicant.post(url, base=seen[1], title="Mine")
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert 'value="Mine"' in answer.text
    fresh = re.search(r'name="base"[^>]*value="([^"]*)"', answer.text)
    assert fresh
    assert applicant.post(url, base=fresh[1], title="Both").status_code == 303
    assert 'value="Both"' in applicant.get(url).text


@pytest.mark.parametrize(("field", "typed"), [("quantity", "0.125"), ("rate", "-1"), ("rate", "much")])
def test_a_line_that_does_not_add_up_is_kept(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock, field: str, typed: str
) -> None:
    url = f"{a_full_proposal(app, team, clock)}/budget"
    row = {"heading": "staff", "description": "Wages", "quantity": "1", "rate": "1", "funder": "own"}
    sent = {f"rows-0-{name}": value for name, value in {**row, field: typed}.items()}
    answer = applicant.post_from(url, **sent)
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text


def test_partners_come_in_rows(app: Flask, team: Team, applicant: Visitor) -> None:
    url = f"{a_draft(app, team)}/partners"
    row = {"rows-0-name": "Example partner", "rows-0-kind": "ngo", "rows-0-country": "BE"}
    more = applicant.post_from(url, **row, act="more")
    assert (more.status_code, more.location) == (303, f"/en{url}")
    assert "Example partner" in applicant.get(url).text
    unfinished = applicant.post_from(url, **{**row, "rows-0-country": "", "rows-0-part": "Kept part"})
    assert unfinished.status_code == 422
    assert "Kept part" in unfinished.text


def test_what_is_locked_is_shown_and_not_asked(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock
) -> None:
    page = applicant.get(f"{a_full_proposal(app, team, clock)}/sections/all").text
    assert "Settled in the concept note" in page
    assert "Wells &amp; words" in page
    assert 'name="title"' not in page
    assert 'name="reason"' in page


def test_an_upload_for_no_question_is_a_404(app: Flask, team: Team, applicant: Visitor) -> None:
    url = f"{a_draft(app, team)}/documents"
    assert applicant.post(url, question="why").status_code == 422
    sent = applicant.post(url, question="why", file=(io.BytesIO(PDF), "a.pdf"))
    assert sent.status_code == 404


# handing in


def test_what_is_missing_is_listed_with_its_place(app: Flask, team: Team, applicant: Visitor) -> None:
    home = a_draft(app, team, title="Wells")
    page = applicant.get(f"{home}/submission").text
    for question in ("why", "theme", "grant"):
        assert f"{home}/sections/idea#{question}" in page
    answer = applicant.post_from(f"{home}/submission", declared="y")
    assert answer.status_code == 422
    assert f"{home}/sections/idea#why" in answer.text


def test_an_undeclared_proposal_is_not_handed_in(app: Flask, team: Team, applicant: Visitor) -> None:
    home = a_draft(app, team, **CONCEPT)
    assert applicant.post_from(f"{home}/submission").status_code == 422
    assert applicant.post_from(f"{home}/submission", declared="y").status_code == 303


def test_a_double_click_gives_the_same_receipt(app: Flask, team: Team, applicant: Visitor) -> None:
    home = a_draft(app, team, **CONCEPT)
    first, second = (applicant.post(f"{home}/submission", key="k", declared="y") for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert applicant.post(f"{home}/submission", key="other", declared="y").status_code == 409


@pytest.mark.parametrize(("late_ms", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_the_deadline_is_a_millisecond(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock, late_ms: int, status: int
) -> None:
    home = a_draft(app, team, **CONCEPT)
    clock.at = deadline(team)
    clock.advance(milliseconds=late_ms)
    assert applicant.post(f"{home}/submission", key="k", declared="y").status_code == status


def test_text_that_comes_after_it_is_in_is_given_back(app: Flask, team: Team, applicant: Visitor) -> None:
    home = a_submission(app, team)
    answer = applicant.post(f"{home}/sections/idea", base="", title="Typed too late")
    assert answer.status_code == 409
    assert "Typed too late" in answer.text


def test_a_team_withdraws_and_goes_on(app: Flask, team: Team, applicant: Visitor) -> None:
    home = a_submission(app, team, state="invited")
    assert f'action="/en{home}/continuation"' in applicant.get(home).text
    assert applicant.post(f"{home}/continuation").status_code == 303
    assert applicant.post(f"{home}/continuation").status_code == 409
    assert applicant.post(f"{home}/withdrawal").status_code == 303
    assert applicant.post(f"{home}/withdrawal").status_code == 409


# what others learn

ROUTES = (
    ("GET", ""),
    ("GET", "/sections/idea"),
    ("POST", "/sections/idea"),
    ("GET", "/partners"),
    ("POST", "/partners"),
    ("GET", "/budget"),
    ("POST", "/budget"),
    ("GET", "/part/budget"),
    ("POST", "/part/budget"),
    ("GET", "/budget/sheet"),
    ("POST", "/budget/sheet"),
    ("GET", "/budget/sheet.xlsx"),
    ("GET", "/documents"),
    ("POST", "/documents"),
    ("GET", "/documents/1"),
    ("POST", "/documents/1/removal"),
    ("GET", "/submission"),
    ("POST", "/submission"),
    ("GET", "/submissions/1"),
    ("GET", "/receipts/1"),
    ("GET", "/receipts/1.pdf"),
    ("GET", "/receipts/1.json"),
    ("POST", "/withdrawal"),
    ("POST", "/continuation"),
)


def plain(text: str) -> str:
    """A page without what differs from one request to the next."""
    return re.sub(r"(value=\"[^\"]*\"|/proposals/\d+|[0-9a-f]{8,})", "", text)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_foreign_proposal_is_one_that_is_not_there(
    app: Flask, team: Team, stranger: Visitor, method: str, path: str
) -> None:
    home = a_submission(app, team)
    ask = stranger.get if method == "GET" else stranger.post
    foreign, missing = ask(f"{home}{path}"), ask(f"/proposals/999999{path}")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert plain(foreign.text) == plain(missing.text)


def test_inside_everything_looks_alike(app: Flask, team: Team, applicant: Visitor) -> None:
    home = a_submission(app, team)
    pages = set()
    for state in sorted(IN_EVALUATION):
        with app.app_context():
            db.session.query(Proposal).one().state = ProposalState(state)
            db.session.commit()
        page = applicant.get(home)
        assert page.status_code == 200
        assert "in evaluation" in page.text
        pages.add(
            tuple(plain(applicant.get(url).text) for url in (home, "/proposals", CALL, f"{home}/receipts/1"))
        )
    assert len(pages) == 1


def test_a_viewer_of_the_organisation_does_not_write(
    app: Flask, team: Team, visitor: Callable[..., Visitor]
) -> None:
    home = a_draft(app, team)
    with app.app_context():
        db.session().expire_on_commit = False
        user = make_user(Role.MEMBER)
        db.session.add(
            Member(
                organisation_id=team.organisation.id,
                user_id=user.id,
                role=MemberRole.READER,
                since=team.call.created_at,
            )
        )
        db.session.commit()
    reader = visitor(user)
    assert reader.get(home).status_code == 200
    assert reader.get(f"{home}/sections/idea").status_code == 403


@pytest.mark.parametrize("path", ["", "/sections/idea", "/partners", "/submission"])
def test_a_page_of_the_form_takes_few_queries(
    app: Flask, team: Team, applicant: Visitor, statements: list[str], path: str
) -> None:
    home = a_draft(app, team, **CONCEPT)
    applicant.get(home)
    statements.clear()
    assert applicant.get(f"{home}{path}").status_code == 200
    assert len([statement for statement in statements if statement.startswith("SELECT")]) <= 8
