"""A call is corrected while people write: nothing is lost, everybody is told, what is in stays as it was handed in."""

from typing import Any

import pytest
from flask import Flask

from cop.activity.models import Event, Mail
from cop.calls.correcting.queries import corrections_of, definition_now, mark_now
from cop.calls.correcting.services import correct_call, look_at_correction
from cop.calls.definition.changes import ChangeKind
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import DefinitionErrors
from cop.calls.models import Call
from cop.calls.queries import definition_of, version_in_force, window_of
from cop.calls.services import create_call, extend_stage
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.proposals.queries import draft_of
from cop.proposals.reading import definition_under, no_longer_asked
from cop.proposals.rules.snapshot import content_sha256
from cop.proposals.services.reopen import reopen_proposal
from cop.proposals.services.start import continue_proposal
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import (
    CONCEPT,
    FULL_PROPOSAL_OPEN,
    deadline,
    make_draft,
    make_submission,
    make_team,
    submit,
    write,
)

REASON = {"en": "A question was asked twice.", "fr": "Une question était posée deux fois."}


def without_why(data: Any) -> None:
    """The question is gone, and another asks for a year."""
    asked = data["stages"][0]["sections"][0]["questions"]
    asked[1] = {"type": "number", "code": "year", "label": {"en": "Year", "fr": "Année"}}
    data["stages"][1]["prefill"].pop("reason")


def corrected(call: Call, change: Any = without_why, **more: Any) -> CallDefinition:
    data = definition_now(call).to_json()
    change(data)
    definition = CallDefinition.from_json(data)
    correct_call(
        call, definition, **{"base": mark_now(call), "reason": REASON, "actor": SYSTEM, "now": NOON, **more}
    )
    return definition


def test_a_correction_is_a_new_version_in_force(ctx: Flask) -> None:
    team = make_team()
    officer = actor_of(make_user(Role.OFFICER))
    definition = corrected(team.call, actor=officer)
    version = version_in_force(team.call)
    assert (version.number, version.published_at, version.reason) == (2, NOON, REASON)
    assert definition_of(version) == definition
    assert definition_of(team.call.versions[0]) == small()
    event = db.session.query(Event).filter_by(verb="call.corrected").one()
    assert event.actor_id == officer.user_id
    assert "stages.concept-note.sections.idea.questions.why" in event.data["changed"]
    (correction,) = corrections_of(team.call)
    assert {(change.kind, change.path[-1]) for change in correction.changes} == {
        (ChangeKind.REMOVED, "why"),
        (ChangeKind.ADDED, "year"),
        (ChangeKind.CHANGED, "reason"),
    }


def test_a_draft_goes_on_without_losing_a_word(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    definition = corrected(team.call)
    draft = draft_of(proposal)
    assert draft
    assert proposal.call_version == version_in_force(team.call)
    assert draft.answers == CONCEPT
    (left,) = no_longer_asked(proposal, draft, definition)
    assert (left.question.code, left.answer) == ("why", CONCEPT["why"])
    write(proposal, {"year": "2027"}, team)
    submission = submit(proposal, team)
    assert submission.content["answers"] == {
        **{k: v for k, v in CONCEPT.items() if k != "why"},
        "year": "2027",
    }
    assert draft.answers["why"] == CONCEPT["why"]


def test_what_is_in_keeps_its_version(ctx: Flask) -> None:
    team = make_team()
    submission = make_submission(team, state="invited")
    before = submission.sha256
    corrected(team.call)
    assert submission.proposal.call_version.number == 1
    assert content_sha256(submission.content) == before
    continue_proposal(submission.proposal, actor=team.actor, now=FULL_PROPOSAL_OPEN)
    assert submission.proposal.call_version.number == 2
    assert definition_under(submission) == small()


def test_everybody_who_writes_is_told_what_changed_once(ctx: Flask) -> None:
    team = make_team()
    other, done = make_team(team.call), make_team(team.call)
    other.user.language = "fr"
    make_draft(team)
    make_draft(other)
    make_submission(done)
    db.session.query(Mail).delete()
    corrected(team.call)
    mails = {mail.to: mail.text for mail in db.session.query(Mail)}
    assert set(mails) == {team.user.email, other.user.email}
    english = mails[team.user.email]
    for said in (REASON["en"], "Concept note › The idea › Why", "Concept note › The idea › Year", "/changes"):
        assert said in english
    assert REASON["fr"] in mails[other.user.email]
    assert "Note succincte › L'idée › Pourquoi" in mails[other.user.email]


def test_an_extension_is_no_difference(ctx: Flask) -> None:
    team = make_team()
    later = deadline(team).replace(day=20)
    extend_stage(team.call, 1, later, reason=REASON, actor=SYSTEM, now=NOON)
    with pytest.raises(Invalid):
        look_at_correction(team.call, definition_now(team.call), actor=SYSTEM, now=NOON)
    with pytest.raises(DefinitionErrors):
        look_at_correction(team.call, small(), actor=SYSTEM, now=NOON)
    corrected(team.call)
    assert window_of(team.call, 1).closes_at == later
    (correction,) = corrections_of(team.call)
    assert not [change for change in correction.changes if "window" in change.path]


def test_a_stage_to_come_may_move(ctx: Flask) -> None:
    team = make_team()

    def later(data: Any) -> None:
        data["stages"][1]["window"]["closes"] = "2027-05-30T16:00:00"

    definition = corrected(team.call, later)
    assert window_of(team.call, 2) == definition.stages[1].window.instants()


def test_who_may_correct_what(ctx: Flask) -> None:
    team = make_team()
    for actor in (team.actor, actor_of(make_user(Role.AUDITOR))):
        with pytest.raises(Denied):
            corrected(team.call, actor=actor)
    draft = create_call(small().model_copy(update={"code": "draft"}), actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        look_at_correction(draft, small(), actor=SYSTEM, now=NOON)


def test_a_reopened_proposal_is_written_anew_under_the_call_as_it_stands(ctx: Flask) -> None:
    team = make_team()
    submission = make_submission(team)
    corrected(team.call)
    reopen_proposal(submission.proposal, actor=team.actor, now=NOON)
    assert submission.proposal.call_version.number == 2
    assert definition_under(submission) == small()
