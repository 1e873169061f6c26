"""Reads of organisations, members and invitations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from cop.accounts.models import User
from cop.core.db import db
from cop.directory.models import Invitation, Member, Organisation
from cop.directory.roles import MemberRole
from cop.kernel.actor import Actor
from cop.kernel.ids import digest


def listed(*, text: str = "", country: str = "", kind: str = "") -> Select[Organisation]:
    """The organisations of the directory by name, narrowed by a part of the name, country and type."""
    statement = select(Organisation).order_by(func.lower(Organisation.name), Organisation.id)
    if text:
        statement = statement.where(Organisation.name.icontains(text, autoescape=True))
    if country:
        statement = statement.where(Organisation.country == country)
    return statement.where(Organisation.kind == kind) if kind else statement


def countries_listed() -> list[tuple[str, int]]:
    """(country, organisations in it)."""
    statement = select(Organisation.country, func.count()).group_by(Organisation.country)
    return list(db.session.execute(statement))


def organisation_by_slug(slug: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def slug_is_taken(slug: str) -> bool:
    return db.session.scalar(select(Organisation.id).where(Organisation.slug == slug)) is not None


def memberships(user_id: int) -> dict[int, MemberRole]:
    """Organisation id -> what the person is there."""
    statement = select(Member.organisation_id, Member.role).where(Member.user_id == user_id)
    return dict(db.session.execute(statement).all())


def organisations_of(user_id: int) -> frozenset[int]:
    """The ids of the organisations a person belongs to."""
    return frozenset(memberships(user_id))


def own_organisations(actor: Actor, *, to_write: bool = False) -> Sequence[Organisation]:
    """The actor's organisations by name; with `to_write` only those the actor may write for."""
    wanted = actor.writes_for if to_write else actor.organisations
    return db.session.scalars(
        select(Organisation).where(Organisation.id.in_(wanted)).order_by(Organisation.name)
    ).all()


def members_of(organisation_id: int) -> Sequence[Member]:
    """Members with their persons, in the order they came."""
    return db.session.scalars(
        select(Member)
        .where(Member.organisation_id == organisation_id)
        .order_by(Member.id)
        .options(joinedload(Member.user))
    ).all()


def owned_alone(user_id: int) -> Sequence[Organisation]:
    """The organisations whose only owner this person is."""
    owners = (
        select(Member.organisation_id, func.min(Member.user_id).label("owner"))
        .where(Member.role == MemberRole.OWNER)
        .group_by(Member.organisation_id)
        .having(func.count() == 1)
        .subquery()
    )
    return db.session.scalars(
        select(Organisation)
        .join(owners, owners.c.organisation_id == Organisation.id)
        .where(owners.c.owner == user_id)
        .order_by(Organisation.name)
    ).all()


def role_in(organisation_id: int, actor: Actor) -> MemberRole | None:
    """What the actor is in an organisation."""
    return db.session.scalar(
        select(Member.role).where(
            Member.organisation_id == organisation_id, Member.user_id == (actor.user_id or 0)
        )
    )


def invitations_of(organisation_id: int) -> Sequence[Invitation]:
    """Who has been asked and has not answered, in time or not, with whoever asked."""
    return db.session.scalars(
        _unanswered()
        .where(Invitation.organisation_id == organisation_id)
        .order_by(Invitation.id)
        .options(joinedload(Invitation.inviter))
    ).all()


def invitation_of(organisation_id: int, invitation_id: int) -> Invitation | None:
    """An unanswered invitation of this organisation."""
    return db.session.scalar(
        _unanswered().where(Invitation.organisation_id == organisation_id, Invitation.id == invitation_id)
    )


def invitations_for(actor: Actor, now: datetime) -> Sequence[Invitation]:
    """The open invitations that went to the actor's own address, which was confirmed when the account was opened."""
    return db.session.scalars(
        _unanswered()
        .join(User, User.email_folded == func.lower(Invitation.email))
        .where(User.id == actor.user_id, Invitation.expires_at > now)
        .order_by(Invitation.id)
        .options(joinedload(Invitation.organisation), joinedload(Invitation.inviter))
    ).all()


def invitation_by_token(token: str, now: datetime) -> Invitation | None:
    """The open invitation of `token`, with its organisation."""
    return db.session.scalar(
        _unanswered()
        .where(Invitation.token_sha256 == digest(token), Invitation.expires_at > now)
        .options(joinedload(Invitation.organisation), joinedload(Invitation.inviter))
    )


def _unanswered() -> Select[Invitation]:
    return select(Invitation).where(Invitation.accepted_at.is_(None))


def writers_of(organisation_id: int) -> list[Member]:
    """Those who write for an organisation: who is told what becomes of its proposals."""
    return [member for member in members_of(organisation_id) if member.role != MemberRole.READER]


def count_of_kind(kind: str) -> int:
    return db.session.scalar(select(func.count()).where(Organisation.kind == kind)) or 0
