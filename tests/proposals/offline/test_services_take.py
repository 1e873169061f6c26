"""What a file says is taken where the site did not change; nothing is written over that nobody was asked about."""

import pytest
from flask import Flask

from cop.calls.queries import definition_of
from cop.core.db import db
from cop.kernel.errors import Stale
from cop.proposals.models import Proposal, Revision
from cop.proposals.offline.comparing import Comparison, compare
from cop.proposals.offline.written import comparable, written_in
from cop.proposals.queries import draft_of
from cop.proposals.rules.merge import base_of
from cop.proposals.services.take import take_answers
from tests.factories import NOON
from tests.proposals.making import Team, make_draft, make_full_proposal, make_team, write, write_budget


def compared(proposal: Proposal, answers: dict[str, object], base: str) -> Comparison:
    draft = draft_of(proposal)
    assert draft
    return compare(draft, definition_of(proposal.call_version).stage(draft.stage), answers, base=base)


def downloaded(proposal: Proposal) -> str:
    """What the form of a draft marks."""
    draft = draft_of(proposal)
    assert draft
    stage = definition_of(proposal.call_version).stage(draft.stage)
    return base_of(comparable(written_in(draft, stage)), [question.code for question in stage.questions])


def take(proposal: Proposal, answers: dict[str, object], seen: str, team: Team) -> None:
    take_answers(proposal, answers, seen=seen, actor=team.actor, now=NOON)


def test_each_side_keeps_what_it_alone_changed(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, title="Wells", why="Water is far.", theme="rights")
    base = downloaded(proposal)
    write(proposal, {"title": "Deep wells", "theme": "health"}, team)
    file = {"title": "Wells for all", "why": "Water is very far.", "theme": "rights", "grant": None}
    found = compared(proposal, file, base)
    assert [row.question.code for row in found.taken] == ["why"]
    assert [(row.now, row.file) for row in found.both] == [("Deep wells", "Wells for all")]
    take(proposal, {"why": "Water is very far."}, found.seen, team)
    draft = draft_of(proposal)
    assert draft
    assert draft.answers == {"title": "Deep wells", "why": "Water is very far.", "theme": "health"}
    parts = db.session.query(Revision).filter_by(draft_id=draft.id).count()
    assert parts >= 2, "what was there before stays in the history"


def test_an_empty_form_takes_nothing_away(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, title="Wells")
    empty = base_of({}, ["title", "why"])
    found = compared(proposal, {"title": None, "why": "Water is far."}, empty)
    assert [row.question.code for row in found.taken] == ["why"]
    assert not found.both


def test_what_changed_after_it_was_shown_is_asked_about_again(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, title="Wells")
    found = compared(proposal, {"title": "Deep wells"}, downloaded(proposal))
    write(proposal, {"title": "Shallow wells"}, team)
    with pytest.raises(Stale):
        take(proposal, {"title": "Deep wells"}, found.seen, team)


def test_a_list_is_taken_and_its_lines_stay_which_they_are(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    write_budget(proposal, team, grant=1000, own=500)
    draft = draft_of(proposal)
    assert draft
    rows = written_in(draft, definition_of(proposal.call_version).stage(2))["budget"]
    more = [{**row, "key": ""} for row in (*rows, {**rows[0], "description": "Travel", "rate": "10.00"})]
    found = compared(proposal, {"budget": more}, downloaded(proposal))
    assert [row["description"] for row in found.taken[0].file] == ["Travel"]
    take(proposal, found.without(()), found.seen, team)
    assert [row.description for row in draft.budget_lines] == ["Wages", "Wages", "Travel"]
    assert [line.key for line in draft.budget_lines][:2] == [row["key"] for row in rows]
