"""Reads of a proposal's team: who belongs to it, who was asked to, what its partners confirmed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from cop.accounts.models import User
from cop.core.db import db
from cop.directory import queries as directory
from cop.directory.models import Member
from cop.directory.roles import MemberRole
from cop.kernel.actor import Actor
from cop.kernel.ids import digest
from cop.proposals.models import Partner, Proposal, StageDraft
from cop.proposals.paper import PaperReader, paper_of
from cop.proposals.rules.team import WRITING
from cop.proposals.team_models import Mandate, Participant, TeamInvitation


def of_team(actor: Actor) -> ColumnElement[bool]:
    """Of proposals, those whose team the actor is of: the twin of rules.team.is_of_team."""
    return or_(Proposal.organisation_id.in_(actor.organisations), Proposal.id.in_(actor.proposals))


def participations(user_id: int) -> Sequence[Participant]:
    """What a person was let into."""
    return db.session.scalars(select(Participant).where(Participant.user_id == user_id)).all()


def participants_of(proposal: Proposal) -> Sequence[Participant]:
    """Those let in beside the lead's own, with their persons, in the order they came."""
    return db.session.scalars(
        select(Participant)
        .where(Participant.proposal_id == proposal.id)
        .order_by(Participant.id)
        .options(joinedload(Participant.user))
    ).all()


def participant_of(proposal: Proposal, user_id: int | None) -> Participant | None:
    return db.session.scalar(
        select(Participant).where(Participant.proposal_id == proposal.id, Participant.user_id == user_id)
    )


def own_part(proposal: Proposal, draft: StageDraft, actor: Actor) -> Partner | None:
    """The partner whose part is the actor's to write; None for everybody else, and once that partner is taken out.

    Of what came on paper nobody writes a part: it says what the paper says.
    """
    if proposal.on_paper_at is not None:
        return None
    mine = participant_of(proposal, actor.user_id) if proposal.id in actor.proposals else None
    key = mine.partner_key if mine else ""
    return next((partner for partner in draft.partners if key and partner.key == key), None)


def writers_of(proposal: Proposal) -> list[User | PaperReader]:
    """Who is told what becomes of a proposal: those who write for the lead, and those let in who write all of it.

    What came on paper is answered to its senders too, at the address they gave.
    """
    lead = [row.user for row in directory.writers_of(proposal.organisation_id)]
    others = [row.user for row in participants_of(proposal) if row.role in WRITING]
    people: list[User | PaperReader] = [*{user.id: user for user in [*lead, *others]}.values()]
    entry = paper_of(proposal) if proposal.on_paper_at else None
    if entry is not None:
        people.append(PaperReader(entry.email, proposal.organisation.name, proposal.language))
    return people


def writes_it() -> ColumnElement[bool]:
    """Of persons beside proposals, those of writers_of."""
    of_lead = select(Member.id).where(
        Member.user_id == User.id,
        Member.organisation_id == Proposal.organisation_id,
        Member.role != MemberRole.READER,
    )
    let_in = select(Participant.id).where(
        Participant.user_id == User.id,
        Participant.proposal_id == Proposal.id,
        Participant.role.in_(sorted(WRITING)),
    )
    return or_(of_lead.exists(), let_in.exists())


def invitations_to(proposal: Proposal) -> Sequence[TeamInvitation]:
    """Who has been asked and has not answered, in time or not, with whoever asked."""
    return db.session.scalars(
        _asked().where(TeamInvitation.proposal_id == proposal.id).order_by(TeamInvitation.id)
    ).all()


def invitation_by_id(proposal: Proposal, invitation_id: int) -> TeamInvitation | None:
    return db.session.scalar(
        _asked().where(TeamInvitation.proposal_id == proposal.id, TeamInvitation.id == invitation_id)
    )


def team_invitation_by_token(token: str, now: datetime) -> TeamInvitation | None:
    """The open invitation of `token`, with its proposal."""
    return db.session.scalar(
        _asked().where(TeamInvitation.token_sha256 == digest(token), TeamInvitation.expires_at > now)
    )


def team_invitations_for(actor: Actor, now: datetime) -> Sequence[TeamInvitation]:
    """The open invitations that went to the actor's own address, which was confirmed when the account was opened."""
    return db.session.scalars(
        _asked()
        .join(User, User.email_folded == func.lower(TeamInvitation.email))
        .where(User.id == actor.user_id, TeamInvitation.expires_at > now)
        .order_by(TeamInvitation.id)
    ).all()


def _asked() -> Select[TeamInvitation]:
    proposal = joinedload(TeamInvitation.proposal)
    return select(TeamInvitation).options(
        proposal.joinedload(Proposal.organisation), joinedload(TeamInvitation.inviter)
    )


def mandates_of(proposal: Proposal) -> Sequence[Mandate]:
    return db.session.scalars(
        select(Mandate).where(Mandate.proposal_id == proposal.id).order_by(Mandate.id)
    ).all()


def mandate_by_token(token: str, now: datetime) -> Mandate | None:
    """The mandate that `token` asks for, signed or still in time, with its proposal."""
    proposal = joinedload(Mandate.proposal)
    return db.session.scalar(
        select(Mandate)
        .where(Mandate.token_sha256 == digest(token))
        .where(or_(Mandate.expires_at > now, Mandate.confirmed_at.is_not(None)))
        .options(proposal.joinedload(Proposal.organisation), proposal.joinedload(Proposal.call_version))
    )
