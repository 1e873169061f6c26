"""Who may review, and what marks on a grid add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from cop.calls.definition.grid import Grid
from cop.kernel.actor import STAFF, Actor, Role
from cop.proposals.rules.standing import Standing
from cop.proposals.rules.team import is_of_team

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one review, or the mean of several: by section and in all. `lowest` is the lowest mark of each section."""

    sections: dict[str, Decimal]
    total: Decimal
    lowest: dict[str, int] = field(default_factory=dict)


def can_assign(actor: Actor) -> bool:
    """Staff assign; the system does when it loads the demonstration."""
    return actor.is_system or actor.is_staff


def can_be_assigned(reviewer: Actor, proposal: Standing) -> bool:
    """A reviewer reads no proposal of a team they are of."""
    return reviewer.has(Role.REVIEWER) and not in_conflict(reviewer, proposal)


def can_read_submission(actor: Actor, *, reviewer_id: int, declaration: str) -> bool:
    """An assigned reviewer reads the whole submission once they declared no conflict; staff and auditors always."""
    if actor.is_system or actor.roles & (STAFF | {Role.AUDITOR}):
        return True
    return actor.user_id == reviewer_id and declaration == "no_conflict"


def can_see(actor: Actor, *, reviewer_id: int) -> bool:
    """A reviewer sees that something is assigned to them; staff and auditors see all assignments."""
    if actor.is_system or actor.roles & (STAFF | {Role.AUDITOR}):
        return True
    return actor.has(Role.REVIEWER) and actor.user_id == reviewer_id


def missing_marks(grid: Grid, marks: Mapping[str, int | None]) -> list[str]:
    """The codes of the criteria that have no mark yet, in the grid's order."""
    return [c.code for section in grid.sections for c in section.criteria if marks.get(c.code) is None]


def score_of(grid: Grid, marks: Mapping[str, int | None]) -> Score:
    """Points of a review: Σ mark × weight by section, and their sum. A missing mark is worth nothing."""
    sections = {
        section.code: Decimal(sum((marks.get(c.code) or 0) * c.weight for c in section.criteria))
        for section in grid.sections
    }
    lowest = {
        section.code: min((marks.get(c.code) or 0) for c in section.criteria) for section in grid.sections
    }
    return Score(sections, sum(sections.values(), Decimal(0)), lowest)


def mean_score(scores: Sequence[Score], *, carried: Mapping[str, Decimal] | None = None) -> Score | None:
    """The arithmetic mean of the reviews by section, with sections carried over from the former stage added as they are.

    None without a review. Source: EuropeAid's practical guide, the mean of the assessors' scores; relevance is carried over.
    """
    if not scores:
        return None
    codes = scores[0].sections
    sections = {code: _mean(score.sections.get(code, Decimal(0)) for score in scores) for code in codes}
    sections = {**sections, **(carried or {})}
    lowest = {code: min(score.lowest.get(code, 0) for score in scores) for code in codes if scores[0].lowest}
    return Score(sections, sum(sections.values(), Decimal(0)), lowest)


def _mean(values: Iterable[Decimal]) -> Decimal:
    listed = list(values)
    return (sum(listed, Decimal(0)) / len(listed)).quantize(CENT, rounding=ROUND_HALF_UP)


def passes_thresholds(grid: Grid, score: Score) -> bool:
    """Whether every section and the total reach what the grid asks for, and no mark is below a section's lowest.

    Source: EuropeAid's practical guide (capacity at least 12 of 20, and no mark of 1 in it, by any assessor).
    """
    for section in grid.sections:
        if section.threshold is not None and score.sections.get(section.code, Decimal(0)) < section.threshold:
            return False
        lowest = score.lowest.get(section.code)
        if section.lowest_mark is not None and lowest is not None and lowest < section.lowest_mark:
            return False
    return grid.threshold is None or score.total >= grid.threshold


def needs_third_reviewer(scores: Sequence[Score], *, most_apart: Decimal) -> bool:
    """Whether two reviews are further apart than the call's parameter allows."""
    totals = [score.total for score in scores]
    return len(totals) >= 2 and max(totals) - min(totals) > most_apart


def in_conflict(actor: Actor, proposal: Standing) -> bool:
    """Whoever is of the applying team, the lead's or a partner's, sees neither its reviews nor a number that contains them."""
    return is_of_team(proposal, actor)
