"""The people of a proposal who are not the lead's own: asked in by mail, given another role, let go."""

from datetime import datetime

from sqlalchemy import delete, func

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.accounts.rules import folded
from cop.activity.services import record
from cop.core.db import db
from cop.directory.queries import members_of, role_in
from cop.directory.roles import MemberRole
from cop.directory.services.links import refuse_invited, refuse_other_address, renew_link
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.messages import N_, say
from cop.proposals.models import Proposal
from cop.proposals.queries import draft_of
from cop.proposals.roles import TeamRole
from cop.proposals.team import invitations_to, participant_of, participants_of
from cop.proposals.team_mails import mail_team_invitation
from cop.proposals.team_models import Mandate, Participant, TeamInvitation


def keeps_team(proposal: Proposal, actor: Actor) -> bool:
    """Whether the actor lets people in and out: owners of the lead, of whom there is always one, and of the proposal."""
    is_owner = role_in(proposal.organisation_id, actor) == MemberRole.OWNER
    return actor.is_system or is_owner or proposal.id in actor.owns


def refuse_others(proposal: Proposal, actor: Actor) -> None:
    """Raises Denied to everyone but the proposal's owners."""
    if not keeps_team(proposal, actor):
        raise Denied(say(N_("Only an owner of this proposal may do this.")))


def invite_to_team(
    proposal: Proposal, *, email: str, role: TeamRole, partner_key: str = "", actor: Actor, now: datetime
) -> TeamInvitation:
    """Ask a person by mail; raises Invalid when they are of the team already or were asked before."""
    refuse_others(proposal, actor)
    _refuse_unknown_part(proposal, role, partner_key)
    people = [row.user for row in members_of(proposal.organisation_id)]
    people += [row.user for row in participants_of(proposal)]
    if any(user.email_folded == folded(email) for user in people):
        raise Invalid(fields={"email": say(N_("This person belongs to the team already."))})
    refuse_invited(email, invitations_to(proposal))
    invitation = TeamInvitation(
        proposal_id=proposal.id,
        email=email,
        role=role,
        partner_key=partner_key,
        token_sha256="",
        invited_by=actor.user_id or 0,
        invited_at=now,
        expires_at=now,
    )
    _send(invitation, proposal, actor=actor, now=now)
    record("team.invited", proposal, actor=actor, now=now, role=role.value)
    return invitation


def _refuse_unknown_part(proposal: Proposal, role: TeamRole, partner_key: str) -> None:
    draft = draft_of(proposal)
    known = {partner.key for partner in draft.partners} if draft else set()
    if role == TeamRole.PARTNER and partner_key not in known:
        raise Invalid(fields={"role": say(N_("This partner is no longer in the proposal."))})


def send_team_invitation(invitation: TeamInvitation, *, actor: Actor, now: datetime) -> None:
    """A new link by mail, for two weeks from now; the earlier one is void."""
    refuse_others(invitation.proposal, actor)
    _send(invitation, invitation.proposal, actor=actor, now=now)
    record("team.invited_again", invitation.proposal, actor=actor, now=now)


def withdraw_team_invitation(invitation: TeamInvitation, *, actor: Actor, now: datetime) -> None:
    """Take it back: its link is void, and the address of somebody who never came is kept no longer."""
    refuse_others(invitation.proposal, actor)
    record("team.invitation_withdrawn", invitation.proposal, actor=actor, now=now)
    db.session.delete(invitation)


def join_team(invitation: TeamInvitation, user: User, *, actor: Actor, now: datetime) -> None:
    """Become a participant; raises Denied when the invitation was sent to another address."""
    refuse_other_address(invitation, user)
    proposal = invitation.proposal
    if participant_of(proposal, user.id) is None:
        participant = Participant(
            proposal_id=proposal.id,
            user_id=user.id,
            role=invitation.role,
            partner_key=invitation.partner_key,
            since=now,
        )
        db.session.add(participant)
    record("team.joined", proposal, actor=actor, now=now, role=invitation.role.value)
    db.session.delete(invitation)


def change_team_role(
    participant: Participant, role: TeamRole, *, partner_key: str = "", actor: Actor, now: datetime
) -> None:
    """Another role, for example owner, to hand over; the lead's owners stay owners whatever happens."""
    proposal = participant.proposal
    refuse_others(proposal, actor)
    _refuse_unknown_part(proposal, role, partner_key)
    participant.role, participant.partner_key = role, partner_key
    record("team.role_changed", proposal, actor=actor, now=now, user=participant.user_id, role=role.value)


def leave_team(participant: Participant, *, actor: Actor, now: datetime) -> None:
    """An owner lets somebody go, or a person leaves."""
    if participant.user_id != actor.user_id:
        refuse_others(participant.proposal, actor)
    record("team.left", participant.proposal, actor=actor, now=now, user=participant.user_id)
    db.session.delete(participant)


def forget_participant(event: AccountErased) -> None:
    """Whoever erased their account belongs nowhere, and nobody waits for them; what they signed stays, as evidence."""
    db.session.execute(delete(Participant).where(Participant.user_id == event.user_id))
    db.session.execute(delete(TeamInvitation).where(func.lower(TeamInvitation.email) == event.email))
    unsigned = (func.lower(Mandate.email) == event.email, Mandate.confirmed_at.is_(None))
    db.session.execute(delete(Mandate).where(*unsigned))


def _send(invitation: TeamInvitation, proposal: Proposal, *, actor: Actor, now: datetime) -> None:
    token = renew_link(invitation, actor=actor, now=now)
    db.session.add(invitation)
    mail_team_invitation(invitation, proposal, token, inviter=actor.name, now=now)
