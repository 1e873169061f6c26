"""Two requests at the same instant, each in its own transaction, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from cop.calls.definition.definition import EligibilityRule
from cop.calls.models import Call
from cop.core.db import db
from cop.core.unit import unit_of_work
from cop.directory.models import Organisation
from cop.kernel.errors import CopError
from cop.proposals.models import Proposal, StageDraft, Submission
from cop.proposals.rules.merge import base_of
from cop.proposals.services.start import start_proposal
from cop.proposals.services.submit import submit_proposal
from cop.proposals.services.write import draft_for_writing, save_answers
from tests.factories import NOON
from tests.proposals.making import CONCEPT, make_call, make_draft, make_team


def at_once(app: Flask, *acts: Callable[[], Any]) -> list[str]:
    """What came of each: the name of its refusal, or "done"."""
    ready = Barrier(len(acts), timeout=120)

    def run(act: Callable[[], Any]) -> str:
        with app.app_context():
            ready.wait()
            try:
                with unit_of_work():
                    act()
            except CopError as error:
                return type(error).__name__
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def found(kind: Any, key: int) -> Any:
    row = db.session.get(kind, key)
    assert row
    return row


def test_proposals_that_start_at_once_have_numbers_of_their_own(ctx: Flask) -> None:
    team = make_team()
    teams = [team, *(make_team(team.call) for _ in range(3))]
    call, rows = team.call.id, [(t.organisation.id, t.actor) for t in teams]
    db.session.commit()

    def start(organisation: int, actor: Any) -> None:
        lead = found(Organisation, organisation)
        start_proposal(found(Call, call), lead, language="en", actor=actor, now=NOON)

    acts = [lambda row=row: start(*row) for row in [*rows, rows[0]]]
    assert at_once(ctx, *acts) == ["Refused", "done", "done", "done", "done"]
    numbers = [number for (number,) in db.session.query(Proposal.number).order_by(Proposal.number)]
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003", "0004"]


def test_a_lead_that_starts_often_at_once_keeps_to_the_rule(ctx: Flask) -> None:
    team = make_team(make_call(EligibilityRule(rule="one_per_lead", params={"at_most": 2}, paragraph="1.1")))
    call, organisation = team.call.id, team.organisation.id
    db.session.commit()

    def start() -> None:
        lead = found(Organisation, organisation)
        start_proposal(found(Call, call), lead, language="en", actor=team.actor, now=NOON)

    assert at_once(ctx, *[start] * 4) == ["Refused", "Refused", "done", "done"]


def test_of_two_who_save_one_is_told_of_the_other(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team).id
    db.session.commit()

    def save(answers: dict[str, Any]) -> None:
        row = found(Proposal, proposal)
        draft_for_writing(row, actor=team.actor)  # as the page does before it saves
        base = base_of({}, list(answers))
        save_answers(row, answers, base=base, actor=team.actor, now=NOON)

    acts = [lambda a=a: save(a) for a in ({"title": "Mine"}, {"title": "Yours"}, {"why": "Far."})]
    assert at_once(ctx, *acts) == ["Stale", "done", "done"]
    answers = db.session.query(StageDraft).one().answers
    assert answers["why"] == "Far."
    assert answers["title"] in {"Mine", "Yours"}


def test_a_double_click_is_one_submission(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT).id
    db.session.commit()

    def hand_in(key: str) -> None:
        submit_proposal(found(Proposal, proposal), key=key, declared=True, actor=team.actor, now=NOON)

    acts = [lambda key=key: hand_in(key) for key in ("one", "one", "two")]
    assert at_once(ctx, *acts) in (["Refused", "done", "done"], ["Refused", "Refused", "done"])
    assert db.session.query(Submission).count() == 1
