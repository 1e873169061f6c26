"""A proposal as far as the rules look at it, without a database."""

from dataclasses import dataclass
from datetime import datetime

from cop.kernel.actor import Actor, Role
from cop.proposals.states import ProposalState


@dataclass(frozen=True)
class Standing:
    """A proposal of organisation 1."""

    state: ProposalState
    organisation_id: int = 1
    id: int = 1
    reopened_at: datetime | None = None
    on_paper_at: datetime | None = None


def member(organisation: int) -> Actor:
    """Somebody who writes for an organisation."""
    return Actor(
        user_id=organisation,
        name="Member",
        roles=frozenset({Role.MEMBER}),
        organisations=frozenset({organisation}),
        writes_for=frozenset({organisation}),
    )
