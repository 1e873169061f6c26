"""Who may do what for an organisation. The directory itself is public; the people in it are not."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from cop.directory.roles import MemberRole
from cop.kernel.actor import Actor, Role

WRITERS = frozenset({MemberRole.OWNER, MemberRole.WRITER})
INVITATION_LIVES = timedelta(days=14)


def can_edit(actor: Actor, *, role: MemberRole | None) -> bool:
    """Owners keep the organisation's page; an administrator can help."""
    return actor.is_system or actor.has(Role.ADMIN) or role == MemberRole.OWNER


def can_see_members(actor: Actor, *, organisation_id: int) -> bool:
    """The organisation's own people and staff see who belongs to it."""
    return actor.is_system or actor.is_staff or actor.has(Role.AUDITOR) or actor.belongs_to(organisation_id)


def writes_for(roles: Mapping[int, MemberRole]) -> frozenset[int]:
    """Of the organisations one belongs to, those one may write for."""
    return frozenset(number for number, role in roles.items() if role in WRITERS)


def leaves_owner(roles: Iterable[MemberRole]) -> bool:
    """Whether among these members somebody can still invite and hand over."""
    return MemberRole.OWNER in set(roles)
