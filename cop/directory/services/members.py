"""Other roles for members, and letting them go."""

from datetime import datetime

from sqlalchemy import delete, func

from cop.accounts.events import AccountErased
from cop.activity.services import record
from cop.core.db import db
from cop.directory import rules
from cop.directory.models import Invitation, Member, Organisation
from cop.directory.queries import members_of
from cop.directory.roles import MemberRole
from cop.directory.services.guard import refuse_editing
from cop.kernel.actor import Actor
from cop.kernel.errors import NotFound, Refused
from cop.kernel.messages import N_, say


def change_role(member: Member, role: MemberRole, *, actor: Actor, now: datetime) -> None:
    """Raises Refused when nobody would be left to hand over."""
    refuse_editing(member.organisation, actor)
    _refuse_orphaning(member, becomes=role)
    member.role = role
    record(
        "organisation.role_changed",
        member.organisation,
        actor=actor,
        now=now,
        user=member.user_id,
        role=role.value,
    )


def remove_member(member: Member, *, actor: Actor, now: datetime) -> None:
    """An owner lets somebody go, or a person leaves."""
    if member.user_id != actor.user_id:
        refuse_editing(member.organisation, actor)
    _refuse_orphaning(member, becomes=None)
    record("organisation.left", member.organisation, actor=actor, now=now, user=member.user_id)
    db.session.delete(member)


def forget_person(event: AccountErased) -> None:
    """Whoever erased their account belongs nowhere, and nobody waits for them."""
    db.session.execute(delete(Member).where(Member.user_id == event.user_id))
    db.session.execute(delete(Invitation).where(func.lower(Invitation.email) == event.email))


def member_of(organisation: Organisation, user_id: int) -> Member:
    """The member row of a person; raises NotFound."""
    for member in members_of(organisation.id):
        if member.user_id == user_id:
            return member
    raise NotFound


def _refuse_orphaning(member: Member, *, becomes: MemberRole | None) -> None:
    db.session.get(Organisation, member.organisation_id, with_for_update=True)  # two owners leave one by one
    others = [other.role for other in members_of(member.organisation_id) if other.id != member.id]
    if not rules.leaves_owner([*others, *([becomes] if becomes else [])]):
        raise Refused(say(N_("An organisation keeps at least one owner. Make somebody else an owner first.")))
