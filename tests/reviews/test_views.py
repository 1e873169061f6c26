"""Reviewers and the secretariat at their pages, and what nobody else reaches."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask

from cop.accounts.models import User
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.directory.models import Member
from cop.directory.roles import MemberRole
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.clock import SetClock
from cop.proposals.models import Submission
from cop.reviews.models import Assignment, Declaration, Review
from tests.calls.shipped import small
from tests.factories import NOON, make_user
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team, make_submission, make_team
from tests.reviews.making import (
    CLOSED,
    FAIR,
    GOOD,
    make_assignment,
    make_eligible,
    make_review,
    make_reviewer,
)

ASSIGNMENTS = "/calls/small-2026/stages/1/assignments"
Visit = Callable[[User], Visitor]


@pytest.fixture
def assignment(app: Flask, team: Team) -> Assignment:
    """Given to a reviewer who has said nothing yet."""
    with app.app_context():
        db.session().expire_on_commit = False
        made = make_assignment(make_submission(team, state="eligible"), declared=False)
        assert made.reviewer
        db.session.commit()
    return made


@pytest.fixture
def reviewer(assignment: Assignment, visitor: Visit) -> Visitor:
    return visitor(assignment.reviewer)


def kept(app: Flask, assignment: Assignment) -> Review | None:
    with app.app_context():
        return db.session.query(Review).filter_by(assignment_id=assignment.id).one_or_none()


def test_before_the_declaration_only_who_applies_is_shown(assignment: Assignment, reviewer: Visitor) -> None:
    url = f"/reviews/{assignment.id}"
    assert f"{url}/declaration" in reviewer.get("/desk").text
    assert f"{url}/declaration" in reviewer.get("/reviews").text
    answer = reviewer.get(url)
    assert (answer.status_code, answer.location) == (303, f"/en{url}/declaration")
    page = reviewer.get(f"{url}/declaration")
    assert "Wells &amp; words" in page.text
    assert "Water is far." not in page.text
    assert reviewer.get(f"{url}/documents/1").status_code == 409


def test_a_conflict_closes_the_proposal_for_its_reviewer(
    app: Flask, assignment: Assignment, reviewer: Visitor
) -> None:
    url = f"/reviews/{assignment.id}/declaration"
    assert reviewer.post(url, declaration="conflict").status_code == 422
    assert reviewer.post(url, declaration="conflict", conflict="My brother leads it.").status_code == 303
    assert reviewer.get(f"/reviews/{assignment.id}").status_code == 303
    assert reviewer.post(url, declaration="no_conflict").status_code == 409
    with app.app_context():
        row = db.session.get(Assignment, assignment.id)
        assert row is not None
        assert (row.declaration, row.conflict) == (Declaration.CONFLICT, "My brother leads it.")


def test_a_review_from_the_declaration_to_the_end(
    app: Flask, assignment: Assignment, reviewer: Visitor
) -> None:
    url = f"/reviews/{assignment.id}"
    assert reviewer.post(f"{url}/declaration", declaration="no_conflict").status_code == 303
    assert "Water is far." in reviewer.get(url).text
    assert reviewer.post(url, version=0, **{"mark-needs": "3", "act": "save"}).status_code == 303
    incomplete = reviewer.post(url, version=1, comment="Sound.", **{"mark-needs": "3", "act": "submit"})
    assert incomplete.status_code == 422
    assert "Please give a mark." in incomplete.text
    assert "Sound." in incomplete.text
    marks = {"mark-needs": "3", "mark-value": "2", "comment-needs": "Clear."}
    assert reviewer.post(url, version=1, act="submit", **marks).status_code == 303
    page = reviewer.get(url).text
    assert "8 of 9 points" in page
    assert "Clear." in page
    assert "<textarea" not in page
    assert reviewer.post(url, version=2, act="save", **marks).status_code == 409


def test_a_mark_off_the_scale_is_refused(app: Flask, assignment: Assignment, reviewer: Visitor) -> None:
    reviewer.post(f"/reviews/{assignment.id}/declaration", declaration="no_conflict")
    for mark in ("4", "-1", "x", "9" * 30):
        answer = reviewer.post(f"/reviews/{assignment.id}", version=0, **{"mark-needs": mark})
        assert answer.status_code == 422, mark
    assert kept(app, assignment) is None


def test_two_windows_show_both_texts(app: Flask, assignment: Assignment, reviewer: Visitor) -> None:
    url = f"/reviews/{assignment.id}"
    reviewer.post(f"{url}/declaration", declaration="no_conflict")
    reviewer.post(url, version=0, comment="From the first window.")
    stale = reviewer.post(url, version=0, comment="From the second window.")
    assert stale.status_code == 409
    assert "From the first window." in stale.text
    assert "From the second window." in stale.text
    assert 'name="version" type="hidden" value="1"' in stale.text


def test_anothers_assignment_is_as_if_there_were_none(
    app: Flask, assignment: Assignment, team: Team, visitor: Visit, person: Callable[[Role], Visitor]
) -> None:
    others = [person(Role.REVIEWER), visitor(team.user), person(Role.OFFICER)]
    for path in ("", "/declaration", "/documents/1"):
        answers = {other.get(f"/reviews/{assignment.id}{path}").status_code for other in others}
        assert answers <= {403, 404}
        mine, nothing = (others[0].get(f"/reviews/{at}{path}") for at in (assignment.id, 99_999))
        assert (mine.status_code, nothing.status_code) == (404, 404)


def test_an_officer_assigns_by_hand_and_takes_back(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    with app.app_context():
        db.session().expire_on_commit = False
        submission, reviewer = make_submission(team, state="eligible"), make_reviewer(name="Rosa Reader")
        db.session.commit()
    officer = person(Role.OFFICER)
    sent = officer.post(ASSIGNMENTS, submission=submission.id, reviewer=reviewer.id)
    assert sent.status_code == 303
    page = officer.get(ASSIGNMENTS).text
    assert "Rosa Reader" in page
    assert "to declare" in page
    again = officer.post(ASSIGNMENTS, submission=submission.id, reviewer=reviewer.id)
    assert again.status_code == 422
    assert "is assigned to this proposal already" in again.text
    with app.app_context():
        (row,) = db.session.query(Assignment).all()
    assert officer.post(f"/assignments/{row.id}/removal").status_code == 303
    assert "nobody yet" in officer.get(ASSIGNMENTS).text


@pytest.mark.parametrize("submission", ["", "x", "²", "99999", "9" * 40])
def test_nothing_is_assigned_that_does_not_exist(
    app: Flask, team: Team, person: Callable[[Role], Visitor], submission: str
) -> None:
    with app.app_context():
        reviewer = make_reviewer().id
        db.session.commit()
    answer = person(Role.OFFICER).post(ASSIGNMENTS, submission=submission, reviewer=reviewer)
    assert answer.status_code in {404, 422}


@pytest.mark.parametrize(("percent", "is_flagged"), [(None, False), (66, True), (67, False)])
def test_reviews_far_apart_ask_for_one_more(
    app: Flask, person: Callable[[Role], Visitor], percent: int | None, is_flagged: bool
) -> None:
    """Nine and three of nine points are two thirds of the maximum apart."""
    with app.app_context():
        limit = None if percent is None else Decimal(percent)
        first, *others = small().stages
        stages = (first.model_copy(update={"divergence_percent": limit}), *others)
        call = create_call(small().model_copy(update={"stages": stages}), actor=SYSTEM, now=NOON)
        publish_call(call, actor=SYSTEM, now=NOON)
        _team, submission = make_eligible(call)
        make_review(submission, GOOD)
        make_review(submission, {"needs": 1, "value": 1})
        db.session.commit()
    page = person(Role.OFFICER).get(ASSIGNMENTS).text
    assert "9 points" in page
    assert ("far apart" in page) is is_flagged


def test_closing_leads_to_the_ranking(
    app: Flask, team: Team, person: Callable[[Role], Visitor], clock: SetClock
) -> None:
    with app.app_context():
        make_review(make_submission(team, state="eligible"), GOOD)
        db.session.commit()
    officer = person(Role.OFFICER)
    early = officer.post("/calls/small-2026/stages/1/closing")
    assert (early.status_code, "still open" in early.text) == (409, True)
    clock.at = CLOSED
    answer = officer.post("/calls/small-2026/stages/1/closing")
    assert (answer.status_code, answer.location) == (303, "/en/calls/small-2026/stages/1/ranking")


def test_an_officer_sees_no_review_of_their_own_organisation(app: Flask, team: Team, visitor: Visit) -> None:
    with app.app_context():
        db.session().expire_on_commit = False
        own = make_submission(team, state="eligible")
        make_review(own, GOOD, make_reviewer(name="Rosa Reader"))
        officer = make_user(Role.OFFICER)
        db.session.add(
            Member(
                organisation_id=team.organisation.id, user_id=officer.id, role=MemberRole.READER, since=NOON
            )
        )
        other = make_reviewer()
        db.session.commit()
    page = visitor(officer).get(ASSIGNMENTS)
    assert "Hidden: you belong to the organisation that applies." in page.text
    assert "9 points" not in page.text
    assert visitor(officer).post(ASSIGNMENTS, submission=own.id, reviewer=other.id).status_code == 403


def test_a_list_takes_as_many_queries_for_fifty_as_for_one(
    app: Flask, team: Team, person: Callable[[Role], Visitor], statements: list[str]
) -> None:
    officer, counts = person(Role.OFFICER), []
    for more in (1, 2, 50):
        with app.app_context():
            for _ in range(more):
                make_review(make_eligible(team.call)[1], FAIR)
            db.session.commit()
        officer.get(ASSIGNMENTS)
        statements.clear()
        assert officer.get(ASSIGNMENTS).status_code == 200
        counts.append(len([statement for statement in statements if statement.startswith("SELECT")]))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 8, counts
    assert "page=2" in officer.get(ASSIGNMENTS).text


def test_only_the_secretariat_reaches_the_assignments(
    app: Flask, team: Team, visitor: Visit, person: Callable[[Role], Visitor]
) -> None:
    for outsider in (visitor(team.user), person(Role.REVIEWER), person(Role.AUDITOR)):
        assert outsider.get(ASSIGNMENTS).status_code in {403, 404}
        assert outsider.post("/calls/small-2026/stages/1/closing").status_code in {403, 404}
    assert person(Role.OFFICER).get("/calls/small-2026/stages/9/assignments").status_code == 404


def test_the_dashboard_counts_what_is_in(app: Flask, team: Team, person: Callable[[Role], Visitor]) -> None:
    with app.app_context():
        submission: Submission = make_submission(make_team(team.call), state="eligible")
        make_review(submission, GOOD)
        make_assignment(submission)
        db.session.commit()
    page = person(Role.OFFICER).get("/calls/small-2026/dashboard")
    assert page.status_code == 200
    assert f"/en{ASSIGNMENTS}" in page.text
