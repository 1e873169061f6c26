"""Reads of resources."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import joinedload

from cop.activity.models import Event
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.facets import Faceted
from cop.resources.models import Resource, ResourceText
from cop.resources.rules.content import Entry, Words
from cop.resources.states import ResourceState as S
from cop.taxonomy.queries import has_code
from cop.taxonomy.shipped import COUNTRIES
from cop.taxonomy.terms import vocabulary

AS_CARD = (joinedload(Resource.file),)
"""A card says what the file is and how large."""
KINDS = "resource_kinds"
NEWEST_FIRST = (Resource.published_at.desc(), Resource.id.desc())


def visible_to(actor: Actor) -> Select[Resource]:
    """The resources that `actor` may see; the twin of rules.workflow.can_see."""
    statement = select(Resource)
    if actor.is_system:
        return statement
    seen = [Resource.state == S.PUBLISHED]
    if actor.user_id is not None:
        seen.append(Resource.author_id == actor.user_id)
    if actor.is_staff:
        seen.append(Resource.state != S.DRAFT)
    return statement.where(or_(*seen))


def resource_seen_by(actor: Actor, resource_id: int) -> Resource | None:
    """One resource with its texts and file, if `actor` may see it."""
    return db.session.scalar(visible_to(actor).where(Resource.id == resource_id).options(*AS_CARD))


def published() -> Select[Resource]:
    """What the public finds, newest first."""
    return select(Resource).where(Resource.state == S.PUBLISHED).order_by(*NEWEST_FIRST).options(*AS_CARD)


def proposed_by(actor: Actor) -> Select[Resource]:
    """What `actor` proposes, in every state, newest first."""
    own = select(Resource).where(Resource.author_id == actor.user_id)
    return own.order_by(Resource.id.desc()).options(*AS_CARD)


def waiting() -> Select[Resource]:
    """What was proposed and waits for an editor, oldest first."""
    return select(Resource).where(Resource.state == S.PROPOSED).order_by(Resource.id).options(*AS_CARD)


def shelf() -> list[Faceted]:
    """Everything published, newest first, by what it is narrowed down by: short rows, counted in the process."""
    columns = (Resource.id, Resource.kind, Resource.themes, Resource.countries)
    rows = select(*columns, Resource.languages, Resource.year).where(Resource.state == S.PUBLISHED)
    return [Faceted(row.id, _values(row)) for row in db.session.execute(rows.order_by(*NEWEST_FIRST))]


def _values(row: Any) -> dict[str, frozenset[str]]:
    return {
        "kind": frozenset({vocabulary(KINDS).resolve(row.kind)}),
        "theme": frozenset(vocabulary("themes").with_broader(row.themes)),
        "country": frozenset(row.countries),
        "language_of": frozenset(row.languages),
        "year": frozenset({str(row.year)} if row.year else ()),
    }


def titles_of(numbers: Iterable[int]) -> dict[int, dict[str, str]]:
    """Number -> language -> title, of resources."""
    columns = (ResourceText.resource_id, ResourceText.language, ResourceText.title)
    found: dict[int, dict[str, str]] = {number: {} for number in numbers}
    for number, language, title in db.session.execute(select(*columns)):
        if number in found:
            found[number][language] = title
    return found


def by_numbers(numbers: Sequence[int]) -> list[Resource]:
    """The resources of these numbers, in their order."""
    wanted = select(Resource).where(Resource.id.in_(numbers)).options(*AS_CARD)
    found = {one.id: one for one in db.session.scalars(wanted)}
    return [found[number] for number in numbers if number in found]


def entry_of(resource: Resource) -> Entry:
    """What a resource says."""
    return Entry(
        original_language=resource.original_language,
        texts={text.language: Words(text.title, text.summary) for text in resource.texts},
        kind=resource.kind,
        authors=resource.authors,
        publisher=resource.publisher,
        year=resource.year,
        languages=tuple(resource.languages),
        themes=tuple(resource.themes),
        countries=tuple(resource.countries),
        licence=resource.licence,
        link=resource.link,
        found_in=resource.found_in,
    )


def reason_of(resource: Resource) -> str:
    """Why it came back to whoever proposed it, or was withdrawn: what was said with the last act of that name."""
    verbs = {S.RETURNED: "resource.returned", S.WITHDRAWN: "resource.withdrawn"}
    if resource.state not in verbs:
        return ""
    acts = select(Event).where(
        Event.subject_kind == Resource.__tablename__,
        Event.subject_id == resource.id,
        Event.verb == verbs[resource.state],
    )
    last = db.session.scalar(acts.order_by(Event.id.desc()).limit(1))
    return str(last.data["reason"]) if last else ""


def using(name: str, codes: Sequence[str]) -> Select[Resource]:
    """The resources, in every state, that one of these terms of the vocabulary `name` stands in."""
    columns = {"themes": Resource.themes, COUNTRIES: Resource.countries}
    if name == KINDS:
        return select(Resource).where(Resource.kind.in_(codes))
    if name not in columns:
        return select(Resource).where(false())
    return select(Resource).where(has_code(columns[name], codes)).order_by(Resource.id)
