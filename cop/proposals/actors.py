"""Who makes a request, with their organisations and the proposals of others they were let into: one query for both."""

from dataclasses import replace
from functools import cache

from sqlalchemy import CompoundSelect, String, bindparam, cast, literal, select, union_all

from cop.accounts.session import actor_now
from cop.core.db import db
from cop.directory.models import Member
from cop.directory.roles import MemberRole
from cop.directory.rules import writes_for
from cop.kernel.actor import Actor
from cop.proposals.roles import TeamRole
from cop.proposals.rules.team import WRITING
from cop.proposals.team import participations
from cop.proposals.team_models import Participant


def load_actor() -> Actor | None:
    actor = actor_now()
    if actor is None or actor.user_id is None:
        return None
    rows = db.session.execute(_places(), {"user_id": actor.user_id}).all()
    organisations = {number: MemberRole(role) for is_own, number, role in rows if is_own}
    proposals = {number: TeamRole(role) for is_own, number, role in rows if not is_own}
    actor = replace(actor, organisations=frozenset(organisations), writes_for=writes_for(organisations))
    return _with(actor, proposals)


@cache
def _places() -> CompoundSelect[bool, int, str]:
    """Asked at every request of somebody signed in, and made once."""
    member = select(literal(True), Member.organisation_id, cast(Member.role, String))
    guest = select(literal(False), Participant.proposal_id, cast(Participant.role, String))
    mine, theirs = Member.user_id == bindparam("user_id"), Participant.user_id == bindparam("user_id")
    return union_all(member.where(mine), guest.where(theirs))


def let_in(actor: Actor) -> Actor:
    """The actor with what participants may do."""
    rows = participations(actor.user_id or 0)
    return _with(actor, {row.proposal_id: row.role for row in rows})


def _with(actor: Actor, roles: dict[int, TeamRole]) -> Actor:
    return replace(
        actor,
        proposals=frozenset(roles),
        writes_in=frozenset(number for number, role in roles.items() if role in WRITING),
        owns=frozenset(number for number, role in roles.items() if role == TeamRole.OWNER),
    )
