"""From scores to decisions: the ranking, and the line under the last proposal that can be funded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from cop.kernel.actor import Actor, Role

READERS = frozenset({Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN})


class Standing(Protocol):
    """A decision as the reserve list needs it."""

    @property
    def rank(self) -> int | None: ...
    @property
    def submission_id(self) -> int: ...


Placed = TypeVar("Placed", bound=Standing)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A scored proposal: what it asks for, in the call's currency, and whether it reaches the grid's thresholds."""

    proposal_id: int
    number: str
    score: Decimal
    requested: Decimal
    passes: bool
    submitted_order: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place. `cumulated` is what all requests down to and with this one add up to."""

    candidate: Candidate
    rank: int
    cumulated: Decimal


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the rule proposes for a ranked candidate; people decide."""

    ranked: Ranked
    outcome: str


def rank(candidates: Sequence[Candidate]) -> list[Ranked]:
    """Best first. Equal scores share a rank; among them who asks for less, then who came first, stands first."""
    ordered = sorted(candidates, key=lambda c: (-c.score, c.requested, c.submitted_order, c.number))
    ranked: list[Ranked] = []
    cumulated = Decimal(0)
    for position, candidate in enumerate(ordered, 1):
        cumulated += candidate.requested
        tied = ranked and ranked[-1].candidate.score == candidate.score
        ranked.append(Ranked(candidate, ranked[-1].rank if tied else position, cumulated))
    return ranked


def cut(
    ranked: Sequence[Ranked],
    *,
    success: str,
    envelope: Decimal | None = None,
    places: int | None = None,
    has_reserve: bool = True,
) -> list[Proposed]:
    """Down the ranked list until the envelope or the places run out; then the reserve list.

    Whoever misses a threshold is rejected and uses up nothing. The first who no longer fits closes the list: nobody further
    down is funded before them, so that nobody is skipped for being expensive.
    """
    proposed: list[Proposed] = []
    spent, taken, closed = Decimal(0), 0, False
    for row in ranked:
        if not row.candidate.passes:
            proposed.append(Proposed(row, "rejected"))
            continue
        over = envelope is not None and spent + row.candidate.requested > envelope
        closed = closed or over or (places is not None and taken >= places)
        if closed:
            proposed.append(Proposed(row, "reserve" if has_reserve else "rejected"))
            continue
        spent, taken = spent + row.candidate.requested, taken + 1
        proposed.append(Proposed(row, success))
    return proposed


def first_in_reserve(waiting: Iterable[Placed]) -> Placed | None:
    """Who is next on the reserve list: the best rank, then the earlier submission."""
    return min(waiting, key=lambda d: (d.rank or 0, d.submission_id), default=None)


def can_decide(actor: Actor) -> bool:
    """Officers and managers draw up decisions."""
    return actor.is_system or actor.is_staff


def can_announce(actor: Actor, *, decided_by: frozenset[int]) -> bool:
    """A manager announces who decided none of it: every decision on an award list is approved by a second person."""
    if actor.is_system:
        return True
    return actor.has(Role.MANAGER, Role.ADMIN) and actor.user_id not in decided_by


def can_see(actor: Actor, *, organisation_id: int, proposal_id: int, is_announced: bool) -> bool:
    """Staff and auditors see every decision; once it is announced, the lead's people and whoever writes all of the proposal.

    The letter is the lead's: it may hold what reviewers say, and partners hear of it from the lead.
    """
    if actor.is_system or actor.roles & READERS:
        return True
    return is_announced and (actor.belongs_to(organisation_id) or proposal_id in actor.writes_in)
