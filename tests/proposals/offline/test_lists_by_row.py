"""A list that both sides changed comes back row by row: asked about is what both changed, and no row of either is lost."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from cop.calls.queries import definition_of
from cop.kernel.errors import Invalid
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.offline.comparing import Comparison, compare
from cop.proposals.offline.written import comparable, written_in
from cop.proposals.queries import draft_of
from cop.proposals.rules.merge import base_of
from cop.proposals.services.budget import base_of_lines, save_budget
from cop.proposals.services.plain import plain_values
from cop.proposals.services.take import take_answers
from cop.proposals.services.write import MOST_LINES
from tests.factories import NOON
from tests.proposals.making import Team, line, make_full_proposal, make_team

WAGES = line(Decimal(100))
TRAVEL = line(Decimal(50), description="Travel", heading="travel")
RENT = line(Decimal(70), description="Rent")
Lines = Sequence[dict[str, Any]]


@pytest.fixture
def team(ctx: Flask) -> Team:
    return make_team()


@pytest.fixture
def proposal(team: Team) -> Proposal:
    """One whose budget has two lines."""
    proposal = make_full_proposal(team)
    save(proposal, team, [WAGES, TRAVEL])
    return proposal


def draft_in(proposal: Proposal) -> StageDraft:
    draft = draft_of(proposal)
    assert draft
    return draft


def save(proposal: Proposal, team: Team, lines: Lines, *, minute: int = 0, is_auto: bool = False) -> None:
    """As the budget's page does; lines keep their keys by their places."""
    draft = draft_in(proposal)
    keys = [row.key for row in draft.budget_lines] + [""] * len(lines)
    rows = [row | {"key": row["key"] or key} for row, key in zip(lines, keys, strict=False)]
    save_budget(
        proposal,
        rows,
        base=base_of_lines(draft.budget_lines),
        actor=team.actor,
        now=NOON + timedelta(minutes=minute),
        is_auto=is_auto,
    )


def downloaded(proposal: Proposal) -> str:
    draft = draft_in(proposal)
    stage = definition_of(proposal.call_version).stage(draft.stage)
    return base_of(comparable(written_in(draft, stage)), ["budget"])


def back(proposal: Proposal, lines: Lines, *, base: str) -> Comparison:
    """What a file with these lines changes: on paper they have no keys."""
    draft = draft_in(proposal)
    stage = definition_of(proposal.call_version).stage(draft.stage)
    return compare(draft, stage, {"budget": [plain_values(row) for row in lines]}, base=base)


def take(proposal: Proposal, found: Comparison, team: Team, *, left: Sequence[str] = ()) -> None:
    take_answers(proposal, found.without(left), seen=found.seen, actor=team.actor, now=NOON)


def rates(proposal: Proposal) -> list[tuple[str, int]]:
    return [(row.description, int(row.rate)) for row in draft_in(proposal).budget_lines]


def test_lines_that_one_side_changed_are_brought_together(proposal: Proposal, team: Team) -> None:
    base = downloaded(proposal)
    save(proposal, team, [WAGES | {"rate": Decimal(120)}, TRAVEL, RENT], minute=20)
    found = back(proposal, [WAGES, TRAVEL | {"rate": Decimal(55)}], base=base)
    assert not found.both
    [change] = found.taken
    assert ([row["rate"] for row in change.now], [row["rate"] for row in change.file]) == (
        ["50.00"],
        ["55.00"],
    )
    take(proposal, found, team)
    assert rates(proposal) == [("Wages", 120), ("Travel", 55), ("Rent", 70)]


@pytest.mark.parametrize(("left", "wages"), [(False, 130), (True, 120)])
def test_only_the_line_that_both_changed_is_asked_about(
    proposal: Proposal, team: Team, left: bool, wages: int
) -> None:
    base = downloaded(proposal)
    save(proposal, team, [WAGES | {"rate": Decimal(120)}, TRAVEL], minute=20)
    found = back(proposal, [WAGES | {"rate": Decimal(130)}, TRAVEL, RENT], base=base)
    [asked] = found.both
    assert (asked.now[0]["rate"], asked.file[0]["rate"]) == ("120.00", "130.00")
    assert [row["description"] for row in found.taken[0].file] == ["Rent"]
    take(proposal, found, team, left=[asked.name] if left else [])
    assert rates(proposal) == [("Wages", wages), ("Travel", 50), ("Rent", 70)]


def test_the_same_file_twice_changes_nothing_more_and_a_mended_one_mends_its_line(
    proposal: Proposal, team: Team
) -> None:
    base = downloaded(proposal)
    file = [WAGES, TRAVEL, RENT]
    take(proposal, back(proposal, file, base=base), team)
    again = back(proposal, file, base=base)
    assert [*again.taken, *again.both, *again.answers] == []
    mended = back(proposal, [WAGES, TRAVEL, RENT | {"rate": Decimal(75)}], base=base)
    assert [(row.now[0]["rate"], row.file[0]["rate"]) for row in mended.both] == [("70.00", "75.00")]


def test_where_nobody_knows_any_more_what_was_downloaded_all_that_differs_is_asked_about(
    proposal: Proposal, team: Team
) -> None:
    """The page's own saves within one sitting are one revision, so what stood between them is forgotten."""
    save(proposal, team, [WAGES | {"rate": Decimal(110)}, TRAVEL], minute=20, is_auto=True)
    base = downloaded(proposal)
    save(proposal, team, [WAGES | {"rate": Decimal(120)}, TRAVEL, RENT], minute=21, is_auto=True)
    found = back(proposal, [WAGES | {"rate": Decimal(115)}, TRAVEL], base=base)
    assert [(row.now[0]["rate"], row.file[0]["rate"]) for row in found.both] == [("120.00", "115.00")]
    take(proposal, found, team, left=[found.both[0].name])
    assert rates(proposal) == [("Wages", 120), ("Travel", 50), ("Rent", 70)]


def test_more_rows_than_a_list_takes_are_refused_before_anything_is_kept(
    proposal: Proposal, team: Team
) -> None:
    base = downloaded(proposal)
    more = [line(Decimal(1), description=f"Site {n}") for n in range(MOST_LINES - 2)]
    save(proposal, team, [WAGES, TRAVEL, *more], minute=20)
    found = back(proposal, [WAGES, TRAVEL, RENT], base=base)
    answers = {**found.without(()), "reason": "More wells."}
    with pytest.raises(Invalid):
        take_answers(proposal, answers, seen=found.seen, actor=team.actor, now=NOON)
    assert draft_in(proposal).answers["reason"] == "Water is far."
