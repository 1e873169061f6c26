"""What each person wrote is kept, sitting by sitting, and comes back whole."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from cop.activity.models import Event
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Refused
from cop.proposals.models import Proposal, Revision
from cop.proposals.queries import draft_of
from cop.proposals.rules.merge import base_of
from cop.proposals.services import history
from cop.proposals.services.restore import restore_revision
from cop.proposals.services.write import PARTNER_COLUMNS, base_of_rows, save_answers, save_partners
from tests.factories import NOON
from tests.proposals.making import (
    CONCEPT,
    Team,
    make_draft,
    make_full_proposal,
    make_submission,
    make_team,
    write,
    write_budget,
)


def save(proposal: Proposal, actor: Actor, *, minute: int, is_auto: bool = False, **answers: Any) -> datetime:
    """Save as a page would that was opened just before."""
    draft, at = draft_of(proposal), NOON + timedelta(minutes=minute)
    assert draft
    base = base_of(draft.answers, list(answers))
    save_answers(proposal, answers, base=base, actor=actor, now=at, is_auto=is_auto)
    return at


def revisions(proposal: Proposal) -> list[Revision]:
    draft = draft_of(proposal)
    assert draft
    return list(
        db.session.scalars(select(Revision).where(Revision.draft_id == draft.id).order_by(Revision.id))
    )


def logged(verb: str) -> int:
    return db.session.scalar(select(func.count()).where(Event.verb == verb)) or 0


def two_writers() -> tuple[Team, Actor]:
    team = make_team()
    other = make_team(team.call).actor
    return team, Actor(
        user_id=other.user_id,
        name="Other",
        organisations=team.actor.organisations,
        writes_for=team.actor.writes_for,
    )


def test_each_save_of_a_person_is_kept(ctx: Flask) -> None:
    team, other = two_writers()
    proposal = make_draft(team)
    save(proposal, team.actor, minute=1, title="One")
    save(proposal, other, minute=2, title="Two")
    save(proposal, team.actor, minute=3, title="Two")  # nothing new
    assert [(row.content["title"], row.made_by) for row in revisions(proposal)] == [
        ("One", team.actor.user_id),
        ("Two", other.user_id),
    ]


def test_what_the_page_saves_in_one_sitting_is_one_revision_and_one_row_of_the_log(ctx: Flask) -> None:
    team, other = two_writers()
    proposal = make_draft(team)
    for minute, words in enumerate(("W", "Wa", "Water"), 1):
        save(proposal, team.actor, minute=minute, is_auto=True, why=words)
    assert [row.content["why"] for row in revisions(proposal)] == ["Water"]
    assert logged("draft.saved") == 1
    save(proposal, team.actor, minute=4, why="Water.")
    save(proposal, team.actor, minute=5, is_auto=True, why="Water!")
    save(proposal, other, minute=6, is_auto=True, why="Fire")
    save(proposal, other, minute=17, is_auto=True, why="Fire!")
    assert [row.content["why"] for row in revisions(proposal)] == [
        "Water",
        "Water.",
        "Water!",
        "Fire",
        "Fire!",
    ]
    assert [row.is_auto for row in revisions(proposal)] == [True, False, True, True, True]


def test_what_was_there_before_the_first_save_is_kept_too(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    save(proposal, team.actor, minute=1, reason="Another reason")
    before, after = revisions(proposal)
    assert (before.content["reason"], after.content["reason"]) == ("Water is far.", "Another reason")


def test_a_history_does_not_grow_for_ever(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_REVISIONS", 3)
    team = make_team()
    proposal = make_draft(team)
    for minute in range(1, 7):
        save(proposal, team.actor, minute=minute, title=f"Title {minute}")
    assert [row.content["title"] for row in revisions(proposal)] == ["Title 4", "Title 5", "Title 6"]


def test_a_section_is_restored_as_a_new_save(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    write(proposal, {"why": "Nothing is left.", "theme": "health"}, team)
    first = revisions(proposal)[0]
    restore_revision(proposal, first, actor=team.actor, now=NOON)
    draft = draft_of(proposal)
    assert draft
    assert {code: answer for code, answer in draft.answers.items() if answer is not None} == CONCEPT
    assert len(revisions(proposal)) == 3
    assert logged("draft.restored") == 1


def test_what_is_locked_stays_locked(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    save(proposal, team.actor, minute=1, reason="Another reason")
    before = revisions(proposal)[0]
    before.content = {**before.content, "title": "Another title"}
    restore_revision(proposal, before, actor=team.actor, now=NOON)
    draft = draft_of(proposal)
    assert draft
    assert (draft.answers["title"], draft.answers["reason"]) == ("Wells & words", "Water is far.")


def test_lists_are_restored_exactly(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    row = {"name": "Example partner", "kind": "ngo", "country": "BE", "part": "Training"}
    save_partners(proposal, [row], base=base_of_rows([], PARTNER_COLUMNS), actor=team.actor, now=NOON)
    draft = write_budget(proposal, team, grant=9000, own=3000)
    kept = {revision.part: revision for revision in revisions(proposal)}
    base = base_of_rows(draft.partners, PARTNER_COLUMNS)
    save_partners(proposal, [], base=base, actor=team.actor, now=NOON)
    write_budget(proposal, team, grant=1, own=1)
    for revision in kept.values():
        restore_revision(proposal, revision, actor=team.actor, now=NOON)
    db.session.expire(draft)
    assert [partner.name for partner in draft.partners] == ["Example partner"]
    assert [(line.rate, line.funder) for line in draft.budget_lines] == [
        (Decimal(9000), "grant"),
        (Decimal(3000), "own"),
    ]


def test_nobody_else_restores_and_nothing_that_is_in(ctx: Flask) -> None:
    team = make_team()
    proposal = make_submission(team).proposal
    first = revisions(proposal)[0]
    with pytest.raises(Refused):
        restore_revision(proposal, first, actor=team.actor, now=NOON)
    with pytest.raises(Denied):
        restore_revision(proposal, first, actor=make_team(team.call).actor, now=NOON)
