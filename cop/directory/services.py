"""Found an organisation, keep its page, ask people in and let them go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cop.accounts.models import User
from cop.accounts.rules import folded
from cop.activity.services import record
from cop.core.db import db
from cop.core.limits import count_try
from cop.directory import mails, rules
from cop.directory.models import Invitation, Member, Organisation
from cop.directory.queries import members_of, role_in, slug_is_taken
from cop.directory.roles import MemberRole
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, NotFound, Refused
from cop.kernel.ids import digest, new_token, slugify
from cop.kernel.messages import N_, say


@dataclass(frozen=True, slots=True)
class Facts:
    """What an organisation says of itself. `kind` is a term of organisation_types, countries ISO 3166-1 alpha-2."""

    name: str
    kind: str
    country: str
    city: str = ""
    registered_year: int | None = None
    website: str = ""
    about: str = ""
    language: str = "en"
    works_in: tuple[str, ...] = ()


def create_organisation(
    facts: Facts, *, owner: User, is_demonstration: bool = False, actor: Actor, now: datetime
) -> Organisation:
    """A new organisation whose first owner is `owner`."""
    organisation = Organisation(
        slug=_free_slug(facts.name), created_at=now, is_demonstration=is_demonstration, **_columns(facts)
    )
    db.session.add(organisation)
    db.session.flush()
    db.session.add(
        Member(organisation_id=organisation.id, user_id=owner.id, role=MemberRole.OWNER, since=now)
    )
    record("organisation.created", organisation, actor=actor, now=now, name=facts.name)
    return organisation


def change_organisation(organisation: Organisation, facts: Facts, *, actor: Actor, now: datetime) -> None:
    """Its address stays, so that links to it do not break."""
    _refuse_editing(organisation, actor)
    for name, value in _columns(facts).items():
        setattr(organisation, name, value)
    record("organisation.changed", organisation, actor=actor, now=now, name=facts.name)


def invite(
    organisation: Organisation, *, email: str, role: MemberRole, actor: Actor, now: datetime
) -> Invitation:
    """Ask a person by mail; raises Invalid when they belong to it already."""
    _refuse_editing(organisation, actor)
    if any(member.user.email_folded == folded(email) for member in members_of(organisation.id)):
        raise Invalid(fields={"email": say(N_("This person belongs to the organisation already."))})
    # Nobody fills strangers' mailboxes in an organisation's name.
    count_try(f"invite {actor.user_id}", most=30, per=timedelta(hours=1), now=now)
    token = new_token()
    invitation = Invitation(
        organisation_id=organisation.id,
        email=email,
        role=role,
        token_sha256=digest(token),
        invited_by=actor.user_id or 0,
        invited_at=now,
        expires_at=now + rules.INVITATION_LIVES,
    )
    db.session.add(invitation)
    record("organisation.invited", organisation, actor=actor, now=now, role=role.value)
    mails.mail_invitation(invitation, organisation, token, inviter=actor.name, now=now)
    return invitation


def accept_invitation(invitation: Invitation, user: User, *, actor: Actor, now: datetime) -> None:
    """Join; raises Denied when the invitation was sent to another address."""
    if folded(invitation.email) != user.email_folded:
        raise Denied(
            say(N_("This invitation was sent to another address. Sign in with the account of that address."))
        )
    if role_in(invitation.organisation_id, actor) is None:
        db.session.add(
            Member(
                organisation_id=invitation.organisation_id, user_id=user.id, role=invitation.role, since=now
            )
        )
    invitation.accepted_at = now
    record("organisation.joined", invitation.organisation, actor=actor, now=now, role=invitation.role.value)


def change_role(member: Member, role: MemberRole, *, actor: Actor, now: datetime) -> None:
    """Raises Refused when nobody would be left to hand over."""
    _refuse_editing(member.organisation, actor)
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
        _refuse_editing(member.organisation, actor)
    _refuse_orphaning(member, becomes=None)
    record("organisation.left", member.organisation, actor=actor, now=now, user=member.user_id)
    db.session.delete(member)


def member_of(organisation: Organisation, user_id: int) -> Member:
    """The member row of a person; raises NotFound."""
    for member in members_of(organisation.id):
        if member.user_id == user_id:
            return member
    raise NotFound


def _refuse_editing(organisation: Organisation, actor: Actor) -> None:
    if not rules.can_edit(actor, role=role_in(organisation.id, actor)):
        raise Denied(say(N_("Only an owner of this organisation may do this.")))


def _refuse_orphaning(member: Member, *, becomes: MemberRole | None) -> None:
    db.session.get(Organisation, member.organisation_id, with_for_update=True)  # two owners leave one by one
    others = [other.role for other in members_of(member.organisation_id) if other.id != member.id]
    if not rules.leaves_owner([*others, *([becomes] if becomes else [])]):
        raise Refused(say(N_("An organisation keeps at least one owner. Make somebody else an owner first.")))


def _columns(facts: Facts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "kind": facts.kind,
        "country": facts.country,
        "city": facts.city,
        "registered_year": facts.registered_year,
        "website": facts.website,
        "about": facts.about,
        "language": facts.language,
        "works_in": list(facts.works_in),
    }


def _free_slug(name: str) -> str:
    slug, number = slugify(name, most=70), 2
    candidate = slug
    while slug_is_taken(candidate):
        candidate, number = f"{slug}-{number}", number + 1
    return candidate
