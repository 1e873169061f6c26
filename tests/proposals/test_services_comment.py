"""What a team says to each other stays with it."""

import pytest
from flask import Flask
from sqlalchemy import select

from cop.activity.models import Event
from cop.core.db import db
from cop.kernel.actor import Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.proposals.comments import open_counts, threads_of, waiting_for
from cop.proposals.models import Comment, Proposal
from cop.proposals.queries import draft_of
from cop.proposals.services import comment as comments
from cop.proposals.services.comment import resolve_comment, write_comment
from cop.proposals.services.freeze import freeze
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import CONCEPT, Team, make_draft, make_submission, make_team


def say(proposal: Proposal, actor: Actor, text: str, *, answers: Comment | None = None) -> Comment:
    draft = draft_of(proposal)
    assert draft
    answers_id = answers.id if answers else None
    return write_comment(
        proposal, draft, question="why", text=text, answers_id=answers_id, actor=actor, now=NOON
    )


def reader_of(team: Team) -> Actor:
    """Somebody of the organisation who may not write."""
    user = make_user(Role.MEMBER)
    return Actor(user_id=user.id, name=user.name, organisations=team.actor.organisations)


def test_a_thread_is_begun_answered_settled_and_opened_again(ctx: Flask) -> None:
    team = make_team()
    proposal, other = make_draft(team, **CONCEPT), reader_of(team)
    begun = say(proposal, other, "How far?")
    db.session.flush()
    assert waiting_for(team.actor) == {proposal.id: 1}
    assert waiting_for(other) == {}
    say(proposal, team.actor, "Nine kilometres.", answers=begun)
    (thread,) = threads_of(proposal)
    assert [thread.begun.text, *(answer.text for answer in thread.answers)] == [
        "How far?",
        "Nine kilometres.",
    ]
    stage = small().stage(1)
    assert open_counts(proposal, stage) == {"idea": 1}
    resolve_comment(proposal, begun, actor=team.actor, now=NOON)
    assert (thread.is_open, open_counts(proposal, stage), waiting_for(team.actor)) == (False, {"idea": 0}, {})
    say(proposal, other, "And back?", answers=begun)
    assert thread.is_open


def test_it_is_neither_handed_in_nor_logged(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    say(proposal, team.actor, "Between ourselves")
    draft = draft_of(proposal)
    assert draft
    assert "Between ourselves" not in str(freeze(proposal, draft, now=NOON))
    assert not [row for row in db.session.scalars(select(Event)) if "Between ourselves" in str(row.data)]


def test_nobody_else_and_nothing_that_is_in(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    for actor in (make_team(team.call).actor, actor_of(make_user(Role.OFFICER))):
        with pytest.raises(Denied):
            say(proposal, actor, "Let me in")
    handed_in = make_submission(make_team(team.call))
    with pytest.raises(Denied):
        say(handed_in.proposal, team.actor, "Too late")


def test_an_answer_to_nothing_and_the_thousandth(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    begun = say(proposal, team.actor, "One")
    db.session.flush()
    answer = say(proposal, team.actor, "Two", answers=begun)
    db.session.flush()
    with pytest.raises(Invalid):
        say(proposal, team.actor, "An answer to an answer", answers=answer)
    other = make_team(team.call)
    with pytest.raises(Invalid):
        say(make_draft(other, **CONCEPT), other.actor, "An answer to another team", answers=begun)
    monkeypatch.setattr(comments, "MOST_COMMENTS", 2)
    with pytest.raises(Refused):
        say(proposal, team.actor, "Three")
