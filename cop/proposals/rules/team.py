"""Who is of a proposal's team: the lead organisation's people, and those of other organisations who were let in."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from cop.kernel.actor import Actor
from cop.kernel.ids import digest
from cop.proposals.roles import TeamRole
from cop.proposals.rules.checking import READERS
from cop.proposals.rules.standing import Standing

WRITING = frozenset({TeamRole.OWNER, TeamRole.WRITER})


def is_of_team(proposal: Standing, actor: Actor) -> bool:
    """Whether the actor reads what is being written, and talks about it."""
    return actor.belongs_to(proposal.organisation_id) or proposal.id in actor.proposals


def enters_paper(proposal: Standing, actor: Actor) -> bool:
    """Whether the actor types what came on paper: staff do, and nobody else, for it must say what the paper says."""
    return proposal.on_paper_at is not None and actor.is_staff and not is_of_team(proposal, actor)


def is_team(proposal: Standing, actor: Actor) -> bool:
    """Whether the actor writes all of the proposal."""
    if proposal.on_paper_at is not None:
        return enters_paper(proposal, actor)
    return proposal.organisation_id in actor.writes_for or proposal.id in actor.writes_in


def speaks_for(proposal: Standing, actor: Actor) -> bool:
    """Whether the actor may take it back or go on: whoever writes for the lead, the proposal's owners, who types its paper."""
    is_own = proposal.organisation_id in actor.writes_for or proposal.id in actor.owns
    return is_own or enters_paper(proposal, actor)


def hands_in(proposal: Standing, actor: Actor) -> bool:
    """Whether the actor may hand it in and reopen it: whoever speaks for it; what came on paper, whoever types it."""
    return enters_paper(proposal, actor) if proposal.on_paper_at is not None else speaks_for(proposal, actor)


def can_read_check(actor: Actor, proposal: Standing, *, is_told: bool) -> bool:
    """Staff and auditors read every decision, a team its own once it was told. Staff who apply read as their team does."""
    if is_of_team(proposal, actor):
        return is_told
    return actor.is_system or bool(actor.roles & READERS)


class Named(Protocol):
    """A partner as a draft holds it: `key` is which one it is, whatever it is called and wherever it stands."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...


class Given(Protocol):
    """A mandate that somebody signed for the partner `partner_key` under the name `partner_name`."""

    @property
    def partner_key(self) -> str: ...
    @property
    def partner_name(self) -> str: ...
    @property
    def is_confirmed(self) -> bool: ...


def holds(mandate: Given, partner: Named) -> bool:
    """Whether the mandate is this partner's: signed, and for the organisation that still stands there."""
    return mandate.is_confirmed and (mandate.partner_key, mandate.partner_name) == (partner.key, partner.name)


def without_mandate(partners: Sequence[Named], mandates: Sequence[Given]) -> list[str]:
    """The names of the partners that have not confirmed that they take part."""
    return [partner.name for partner in partners if not any(holds(mandate, partner) for mandate in mandates)]


def with_keys(rows: Sequence[Mapping[str, Any]], *, seed: str) -> list[dict[str, Any]]:
    """Rows of partners, each with a key of its own: the one it has, or a new one made of `seed`, which is never used again."""
    seen: set[str] = set()
    keyed = []
    for number, row in enumerate(rows):
        key = str(row.get("key") or "")
        if not key or key in seen:
            key = digest(f"{seed} {number}")[:16]
        seen.add(key)
        keyed.append({**row, "key": key})
    return keyed
