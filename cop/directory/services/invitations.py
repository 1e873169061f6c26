"""Ask people in: invited by mail, asked again, taken back, accepted."""

from datetime import datetime

from cop.accounts.models import User
from cop.accounts.rules import folded
from cop.activity.services import record
from cop.core.db import db
from cop.directory import mails
from cop.directory.models import Invitation, Member, Organisation
from cop.directory.queries import invitations_of, members_of, role_in
from cop.directory.roles import MemberRole
from cop.directory.services.guard import refuse_editing
from cop.directory.services.links import refuse_invited, refuse_other_address, renew_link
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say


def invite(
    organisation: Organisation, *, email: str, role: MemberRole, actor: Actor, now: datetime
) -> Invitation:
    """Ask a person by mail; raises Invalid when they belong to it already or were asked before."""
    refuse_editing(organisation, actor)
    if any(member.user.email_folded == folded(email) for member in members_of(organisation.id)):
        raise Invalid(fields={"email": say(N_("This person belongs to the organisation already."))})
    refuse_invited(email, invitations_of(organisation.id))
    invitation = Invitation(
        organisation_id=organisation.id,
        email=email,
        role=role,
        token_sha256="",
        invited_by=actor.user_id or 0,
        invited_at=now,
        expires_at=now,
    )
    _send(invitation, organisation, actor=actor, now=now)
    record("organisation.invited", organisation, actor=actor, now=now, role=role.value)
    return invitation


def send_again(invitation: Invitation, *, actor: Actor, now: datetime) -> None:
    """A new link by mail, for two weeks from now; the earlier one is void."""
    refuse_editing(invitation.organisation, actor)
    _send(invitation, invitation.organisation, actor=actor, now=now)
    record("organisation.invited_again", invitation.organisation, actor=actor, now=now)


def withdraw_invitation(invitation: Invitation, *, actor: Actor, now: datetime) -> None:
    """Take it back: its link is void, and the address of somebody who never came is kept no longer."""
    refuse_editing(invitation.organisation, actor)
    record("organisation.invitation_withdrawn", invitation.organisation, actor=actor, now=now)
    db.session.delete(invitation)


def accept_invitation(invitation: Invitation, user: User, *, actor: Actor, now: datetime) -> None:
    """Join; raises Denied when the invitation was sent to another address."""
    refuse_other_address(invitation, user)
    if role_in(invitation.organisation_id, actor) is None:
        db.session.add(
            Member(
                organisation_id=invitation.organisation_id, user_id=user.id, role=invitation.role, since=now
            )
        )
    invitation.accepted_at = now
    record("organisation.joined", invitation.organisation, actor=actor, now=now, role=invitation.role.value)


def _send(invitation: Invitation, organisation: Organisation, *, actor: Actor, now: datetime) -> None:
    token = renew_link(invitation, actor=actor, now=now)
    db.session.add(invitation)
    mails.mail_invitation(invitation, organisation, token, inviter=actor.name, now=now)
