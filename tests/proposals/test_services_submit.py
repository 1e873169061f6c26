"""Handing in: whole or not at all, once, in time to the millisecond, and provable."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask

from cop.activity.models import Event, Mail
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.errors import Denied, Invalid, Refused, TooLate
from cop.kernel.ids import canonical_json
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import draft_of
from cop.proposals.reading import problems_of
from cop.proposals.rules.snapshot import content_sha256
from cop.proposals.services.check import Ruling, check_submission
from cop.proposals.services.freeze import freeze, freeze_whole
from cop.proposals.services.start import continue_proposal, start_proposal
from cop.proposals.services.submit import submit_proposal, withdraw_proposal
from cop.proposals.states import ProposalState
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import (
    CONCEPT,
    FULL_PROPOSAL_OPEN,
    Team,
    deadline,
    end_stage,
    make_draft,
    make_full_proposal,
    make_submission,
    make_team,
    submit,
    write,
    write_budget,
)

MILLISECOND = timedelta(milliseconds=1)


def test_a_submission_its_receipt_the_record_and_the_mails_are_one(ctx: Flask) -> None:
    team = make_team()
    submission = make_submission(team)
    db.session.flush()
    assert submission.content["answers"] == CONCEPT
    assert (submission.requested, submission.currency) == (Decimal(10_000), "EUR")
    assert submission.sha256 == content_sha256(submission.content)
    assert submission.sha256 == hashlib.sha256(canonical_json(submission.content).encode()).hexdigest()
    event = db.session.query(Event).filter_by(verb="proposal.submitted").one()
    assert event.data["sha256"] == submission.sha256
    mail = db.session.query(Mail).one()
    assert mail.to == team.user.email
    for proof in (submission.number, submission.sha256, f"/receipts/{submission.stage}"):
        assert proof in mail.text


def test_what_is_in_does_not_change_with_the_draft(ctx: Flask) -> None:
    team = make_team()
    submission = make_submission(team)
    draft = draft_of(submission.proposal)
    assert draft
    draft.answers = {"title": "Other"}
    db.session.flush()
    db.session.expire_all()
    assert submission.content["answers"] == CONCEPT
    assert content_sha256(submission.content) == submission.sha256


def test_the_same_key_is_the_same_submission(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    first = submit(proposal, team, key="once")
    assert submit(proposal, team, key="once") is first
    assert submit(proposal, team, key="once", now=deadline(team) + MILLISECOND) is first
    with pytest.raises(Refused):
        submit(proposal, team, key="twice")
    assert (db.session.query(Submission).count(), db.session.query(Mail).count()) == (1, 1)


def test_a_key_belongs_to_one_proposal(ctx: Flask) -> None:
    one = make_team()
    other = make_team(one.call)
    first = submit(make_draft(one, **CONCEPT), one, key="same")
    assert submit(make_draft(other, **CONCEPT), other, key="same") is not first
    third = make_team(one.call)
    assert submit(make_draft(third, **CONCEPT), third, key="long" * 1000).proposal.number.endswith("3")


@pytest.mark.parametrize("early", [MILLISECOND, timedelta(microseconds=1), timedelta(days=30)])
def test_before_the_deadline_is_in_time(ctx: Flask, early: timedelta) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    assert submit(proposal, team, now=deadline(team) - early).submitted_at == deadline(team) - early


@pytest.mark.parametrize("late", [timedelta(0), MILLISECOND, timedelta(days=1)])
def test_at_the_deadline_is_too_late_and_the_text_is_kept(ctx: Flask, late: timedelta) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    with pytest.raises(TooLate):
        submit(proposal, team, now=deadline(team) + late)
    draft = draft_of(proposal)
    assert draft
    assert draft.answers == CONCEPT
    assert proposal.state == ProposalState.DRAFT


@pytest.mark.parametrize("missing", sorted(CONCEPT))
def test_what_is_incomplete_stays_a_draft(ctx: Flask, missing: str) -> None:
    team = make_team()
    proposal = make_draft(team, **{**CONCEPT, missing: None})
    with pytest.raises(Invalid):
        submit(proposal, team)
    assert db.session.query(Submission).count() == 0


def test_it_is_declared_and_by_the_team(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    with pytest.raises(Invalid) as refusal:
        submit_proposal(proposal, key="k", declared=False, actor=team.actor, now=NOON)
    assert set(refusal.value.fields) == {"declared"}
    for stranger in (make_team(team.call).actor, actor_of(make_user(Role.OFFICER))):
        with pytest.raises(Denied):
            submit_proposal(proposal, key="k", declared=True, actor=stranger, now=NOON)


# made ready before anything is locked


def test_what_was_made_ready_is_handed_in_without_being_read_again(ctx: Flask, statements: list[str]) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    ready = freeze_whole(proposal, now=NOON)
    statements.clear()
    submission = submit_proposal(proposal, key="k", declared=True, actor=team.actor, now=NOON, ready=ready)
    assert ready
    assert submission.content == ready.content
    assert not [said for said in statements if "budget_line" in said or "stage_draft.answers" in said]


def _save_more(proposal: Proposal, team: Team) -> None:
    write(proposal, {"why": "Newer words."}, team)


def _move(_proposal: Proposal, team: Team) -> None:
    team.organisation.country = "BI"


@pytest.mark.parametrize("change", [_save_more, _move])
def test_what_changed_since_it_was_made_ready_is_handed_in_as_it_is(
    ctx: Flask, change: Callable[[Proposal, Team], None]
) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    ready = freeze_whole(proposal, now=NOON)
    change(proposal, team)
    db.session.flush()
    submission = submit_proposal(proposal, key="k", declared=True, actor=team.actor, now=NOON, ready=ready)
    draft = draft_of(proposal)
    assert ready
    assert draft
    assert submission.content != ready.content
    assert submission.content == freeze(proposal, draft, now=NOON)


def test_what_became_incomplete_since_it_was_made_ready_stays_a_draft(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    ready = freeze_whole(proposal, now=NOON)
    write(proposal, {"title": ""}, team)
    with pytest.raises(Invalid):
        submit_proposal(proposal, key="k", declared=True, actor=team.actor, now=NOON, ready=ready)


# starting


def test_a_proposal_starts_while_the_call_is_open(ctx: Flask) -> None:
    team = make_team()
    window = {"language": "en", "actor": team.actor}
    opens_at = small().stage(1).window.instants().opens_at
    with pytest.raises(Refused):
        start_proposal(team.call, team.organisation, **window, now=opens_at - MILLISECOND)  # type: ignore[arg-type]
    with pytest.raises(TooLate):
        start_proposal(team.call, team.organisation, **window, now=deadline(team))  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        start_proposal(team.call, team.organisation, language="pt", actor=team.actor, now=NOON)
    with pytest.raises(Denied):
        start_proposal(
            team.call, team.organisation, language="en", actor=make_team(team.call).actor, now=NOON
        )


def test_an_organisation_leads_once_and_again_after_it_withdrew(ctx: Flask) -> None:
    team = make_team()
    first = make_draft(team)
    with pytest.raises(Refused):
        make_draft(team)
    withdraw_proposal(first, actor=team.actor, now=NOON)
    assert make_draft(team).number != first.number


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "eligible", "ineligible", "in_review", "scored", "invited"]
)
def test_a_team_may_withdraw_until_it_is_decided(ctx: Flask, state: str) -> None:
    team = make_team()
    proposal = make_submission(team, state=state).proposal
    withdraw_proposal(proposal, actor=team.actor, now=NOON)
    assert proposal.state == ProposalState.WITHDRAWN
    assert db.session.query(Submission).count() == 1
    with pytest.raises(Refused):
        withdraw_proposal(proposal, actor=team.actor, now=NOON)


# going on


def test_a_full_proposal_starts_from_the_concept_note(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    draft = draft_of(proposal)
    assert draft
    assert (proposal.stage, proposal.state) == (2, ProposalState.DRAFT)
    assert draft.answers == {"title": CONCEPT["title"], "reason": CONCEPT["why"]}
    with pytest.raises(Refused):
        continue_proposal(proposal, actor=team.actor, now=FULL_PROPOSAL_OPEN)


@pytest.mark.parametrize(("grant", "holds"), [(8000, True), (12_000, True), (7999, False), (12_001, False)])
def test_a_grant_that_drifted_too_far_is_not_handed_in(ctx: Flask, grant: int, holds: bool) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    draft = write_budget(proposal, team, grant=grant, own=4000)
    found = problems_of(proposal, draft, small())
    assert [problem.question for problem in found] == ([] if holds else ["budget"])
    if holds:
        assert submit(proposal, team, now=FULL_PROPOSAL_OPEN).requested == grant
    else:
        with pytest.raises(Invalid):
            submit(proposal, team, now=FULL_PROPOSAL_OPEN)


# the check


def test_a_check_is_made_once_with_a_reason_when_it_excludes(ctx: Flask) -> None:
    team = make_team()
    submission = make_submission(team)
    end_stage(team.call)
    db.session.flush()
    officer = actor_of(make_user(Role.OFFICER))
    with pytest.raises(Denied):
        check_submission(submission, Ruling(is_eligible=True), actor=team.actor, now=NOON)
    for paragraph, reason in (("", "No"), ("1.1", "")):
        ruling = Ruling(is_eligible=False, paragraph=paragraph, reason=reason)
        with pytest.raises(Invalid):
            check_submission(submission, ruling, actor=officer, now=NOON)
    ruling = Ruling(is_eligible=False, paragraph="1.1", reason="Not registered.")
    check_submission(submission, ruling, actor=officer, now=NOON)
    assert submission.proposal.state == ProposalState.INELIGIBLE
    with pytest.raises(Refused):
        check_submission(submission, Ruling(is_eligible=True), actor=officer, now=NOON)


def test_a_late_write_is_refused(ctx: Flask) -> None:
    team = make_team()
    proposal = make_submission(team).proposal
    with pytest.raises(Refused):
        write(proposal, {"title": "Late"}, team)
