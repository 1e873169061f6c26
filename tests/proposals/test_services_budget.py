"""The budget of a draft on both databases: whose lines they are, two who write at once, and what is handed in of it."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from cop.calls.definition.definition import Duration
from cop.calls.models import Call
from cop.calls.queries import definition_of
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.kernel.actor import SYSTEM
from cop.kernel.errors import Denied, Stale
from cop.kernel.money import Money
from cop.proposals.budget_models import BudgetLine, Funder
from cop.proposals.budget_reading import budget_in, frame_of
from cop.proposals.budget_sheet import words_of
from cop.proposals.content import totals_of
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.queries import draft_of
from cop.proposals.reading import problems_of
from cop.proposals.rules.snapshot import content_sha256
from cop.proposals.services.budget import base_of_lines, own_lines, save_budget, save_own_lines
from tests.calls.shipped import small
from tests.factories import NOON
from tests.proposals.budgets import IN_THREE
from tests.proposals.making import (
    FULL_PROPOSAL_OPEN,
    Team,
    line,
    make_full_proposal,
    make_team,
    submit,
    write,
)
from tests.proposals.teaming import add_partner


def make_exchanging_call() -> Call:
    """The small call for projects of two years, whose budget takes dollars and Rwandan francs too."""
    first, second = small().stages
    stages = (first, second.model_copy(update={"budget": IN_THREE}))
    longer = {"stages": stages, "duration_months": Duration(min=3, max=24)}
    call = create_call(small().model_copy(update=longer), actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    return call


def current(proposal: Proposal) -> StageDraft:
    db.session.expire_all()
    draft = draft_of(proposal)
    assert draft
    return draft


def put(
    proposal: Proposal, team: Team, *lines: dict[str, Any], base: str | None = None, **more: Any
) -> StageDraft:
    seen = base_of_lines(current(proposal).budget_lines) if base is None else base
    save_budget(proposal, lines, base=seen, actor=team.actor, now=NOON, **more)
    return current(proposal)


def again(row: BudgetLine, **given: Any) -> dict[str, Any]:
    """A line as its writer sends it back."""
    return {**line(row.rate, funder=row.funder, partner_key=row.partner_key, key=row.key), **given}


def rates(draft: StageDraft) -> list[Decimal]:
    return [row.rate for row in draft.budget_lines]


def test_two_who_write_at_once_keep_what_either_wrote(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    draft = put(proposal, team, line(Decimal(10)), line(Decimal(20)))
    base, (first, second) = base_of_lines(draft.budget_lines), draft.budget_lines
    theirs = [again(first, rate=Decimal(11)), again(second), line(Decimal(30), key="theirs")]
    mine = [again(first), again(second, rate=Decimal(22)), line(Decimal(40), key="mine")]
    put(proposal, team, *theirs, base=base)
    draft = put(proposal, team, *mine, base=base)
    assert rates(draft) == [11, 22, 40, 30]
    assert rates(put(proposal, team, *mine, base=base)) == [11, 22, 40, 30], "sent twice it is the same"
    with pytest.raises(Stale):
        put(proposal, team, again(first, rate=Decimal(12)), again(second), base=base)
    assert rates(current(proposal)) == [11, 22, 40, 30]


def test_what_the_page_saves_by_itself_is_one_revision(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    for rate in (1, 2, 3):
        put(proposal, team, line(Decimal(rate), key="one"), is_auto=True)
    assert rates(current(proposal)) == [3]
    assert (
        db.session.execute(
            db.text("SELECT count(*) FROM draft_revision WHERE part = 'rows:budget_lines'")
        ).scalar()
        == 1
    )


def test_a_partner_writes_its_own_lines_and_no_others(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    partner, actor = add_partner(proposal, team)
    draft = put(
        proposal,
        team,
        line(Decimal(1), key="lead"),
        line(Decimal(2), partner_key=partner.key, key="own"),
        line(Decimal(3), key="last"),
    )
    base = base_of_lines(own_lines(draft, partner.key))
    lines = [
        line(Decimal(20), key="own"),
        line(Decimal(4), key="new"),
        line(Decimal(99), key="lead"),  # another's line cannot be written over by its key
    ]
    save_own_lines(proposal, lines, base=base, actor=actor, now=NOON)
    draft = current(proposal)
    assert rates(draft) == [1, 20, 3, 4, 99]
    assert [row.partner_key == partner.key for row in draft.budget_lines] == [False, True, False, True, True]
    base = base_of_lines(own_lines(draft, partner.key))
    save_own_lines(proposal, [], base=base, actor=actor, now=NOON)
    assert rates(current(proposal)) == [1, 3]
    with pytest.raises(Denied):
        save_budget(proposal, [], base=base, actor=actor, now=NOON)
    with pytest.raises(Denied):
        save_own_lines(proposal, [], base=base, actor=team.actor, now=NOON)


def test_a_partner_and_the_lead_who_write_the_same_line_are_told(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    partner, actor = add_partner(proposal, team)
    draft = put(proposal, team, line(Decimal(2), partner_key=partner.key))
    [row] = draft.budget_lines
    base = base_of_lines([row])
    put(proposal, team, again(row, rate=Decimal(3)))
    with pytest.raises(Stale):
        save_own_lines(proposal, [again(row, rate=Decimal(4))], base=base, actor=actor, now=NOON)
    save_own_lines(proposal, [again(row, rate=Decimal(2))], base=base, actor=actor, now=NOON)
    assert rates(current(proposal)) == [3]


def test_lines_of_a_partner_that_left_stay_and_are_named(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    draft = put(
        proposal, team, line(Decimal(8000), partner_key="left"), line(Decimal(2000), funder=Funder.OWN)
    )
    definition = definition_of(proposal.call_version)
    messages = [problem.message.key for problem in problems_of(proposal, draft, definition)]
    assert any("no longer a partner" in message for message in messages)
    assert rates(draft) == [8000, 2000]


def test_the_rate_of_a_submission_is_the_one_that_held_then(ctx: Flask) -> None:
    team = make_team(make_exchanging_call())
    proposal = make_full_proposal(team)
    write(proposal, {"reason": "More wells."}, team)
    draft = put(
        proposal,
        team,
        line(Decimal(10_000), currency="USD"),
        line(Decimal(3_000_000), currency="RWF", funder=Funder.OWN),
        line(Decimal(760), funder=Funder.OTHER, funder_name="Canton de Vaud"),
    )
    total = totals_of(draft, definition_of(proposal.call_version))
    assert total
    assert [money.amount for money in (total.grant, total.own, total.other)] == [9200, 2040, 760]
    submission = submit(proposal, team, now=FULL_PROPOSAL_OPEN)
    assert (submission.requested, submission.currency) == (Decimal(9200), "EUR")
    frozen = submission.content["budget_lines"]
    assert [(row["currency"], row["exchange"]) for row in frozen] == [
        ("USD", "0.92"),
        ("RWF", "0.00068"),
        ("EUR", "1"),
    ]
    assert content_sha256(submission.content) == submission.sha256
    assert budget_in(submission.content, IN_THREE.model_copy(update={"exchange": ()})).sums.total == Money(
        Decimal(12_000), "EUR"
    )


def test_lines_of_several_partners_that_left_are_told_apart_in_a_sheet(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    draft = put(proposal, team, *(line(Decimal(n), partner_key=key) for n, key in enumerate(("a1", "b2"), 1)))
    frame = frame_of(proposal, draft)
    assert frame
    by_name = words_of(frame).partners
    assert [by_name[frame.organisations[key].casefold()] for key in ("a1", "b2")] == ["a1", "b2"]
