"""Found an organisation and keep its page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cop.accounts.models import User
from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.directory.events import OrganisationChanged
from cop.directory.models import Member, Organisation
from cop.directory.queries import slug_is_taken
from cop.directory.roles import MemberRole
from cop.directory.services.guard import refuse_editing
from cop.kernel.actor import Actor
from cop.kernel.ids import slugify


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
    events.publish(OrganisationChanged(organisation.id))
    return organisation


def list_organisation(facts: Facts, *, actor: Actor, now: datetime) -> Organisation:
    """A new organisation to which nobody belongs yet: staff know of it by its letter alone."""
    organisation = Organisation(slug=_free_slug(facts.name), created_at=now, **_columns(facts))
    db.session.add(organisation)
    db.session.flush()
    record("organisation.listed", organisation, actor=actor, now=now, name=facts.name)
    return organisation


def change_organisation(organisation: Organisation, facts: Facts, *, actor: Actor, now: datetime) -> None:
    """Its address stays, so that links to it do not break."""
    refuse_editing(organisation, actor)
    for name, value in _columns(facts).items():
        setattr(organisation, name, value)
    record("organisation.changed", organisation, actor=actor, now=now, name=facts.name)
    events.publish(OrganisationChanged(organisation.id))


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
