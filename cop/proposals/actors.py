"""Who makes a request, with the proposals of others they were let into: what the directory knows, completed here."""

from dataclasses import replace

from cop.directory import actors
from cop.kernel.actor import Actor
from cop.proposals.roles import TeamRole
from cop.proposals.rules.team import WRITING
from cop.proposals.team import participations


def load_actor() -> Actor | None:
    actor = actors.load_actor()
    return None if actor is None else let_in(actor)


def let_in(actor: Actor) -> Actor:
    """The actor with what participants may do."""
    if actor.user_id is None:
        return actor
    rows = participations(actor.user_id)
    return replace(
        actor,
        proposals=frozenset(row.proposal_id for row in rows),
        writes_in=frozenset(row.proposal_id for row in rows if row.role in WRITING),
        owns=frozenset(row.proposal_id for row in rows if row.role == TeamRole.OWNER),
    )
