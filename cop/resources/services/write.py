"""Write an entry of the library: begin it, say something else, give it the document itself."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cop.activity.services import record
from cop.core.db import db
from cop.core.limits import count_try
from cop.files.rules import Upload
from cop.files.services import forget, keep_upload
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Stale
from cop.kernel.messages import N_, Message, say
from cop.resources.models import Resource, ResourceText
from cop.resources.queries import KINDS, entry_of
from cop.resources.rules.content import Entry, changes, check_entry
from cop.resources.services.keeping import locked, tell
from cop.resources.states import ResourceState
from cop.taxonomy.countries import is_country
from cop.taxonomy.terms import vocabulary

FACTS = ("original_language", "kind", "authors", "publisher", "year", "licence", "link", "found_in")
LISTS = ("languages", "themes", "countries")
MOST_A_DAY = 30
"""New ones of a member: each may have a file, and the disk is everybody's."""


def create_resource(entry: Entry, *, actor: Actor, now: datetime) -> Resource:
    """A new draft by `actor`. Raises Denied, Invalid or TooMany."""
    if not (actor.is_signed_in or actor.is_system):
        raise Denied
    entry = _checked(entry)
    if actor.user_id is not None and not actor.is_staff:
        count_try(f"resource {actor.user_id}", most=MOST_A_DAY, per=timedelta(days=1), now=now)
    resource = Resource(
        original_language=entry.original_language, kind=entry.kind, author_id=actor.user_id, created_at=now
    )
    db.session.add(resource)
    _put(resource, entry, now=now)
    record("resource.created", resource, actor=actor, now=now, after=entry.fingerprint)
    return resource


def change_resource(
    resource: Resource, entry: Entry, *, made_from: str, actor: Actor, now: datetime
) -> Resource:
    """Say something else; raises Stale when it no longer says what `made_from` (a fingerprint) stood for.

    What a change of a public one changes stands in the log; a draft is its author's own, and only its digest does.
    """
    resource = locked(resource, actor)
    entry, before = _checked(entry), entry_of(resource)
    if before.fingerprint != made_from:
        raise Stale
    if not (changed := changes(before, entry)):
        return resource
    _put(resource, entry, now=now)
    told: dict[str, Any] = {"before": before.fingerprint, "after": entry.fingerprint}
    if resource.state == ResourceState.PUBLISHED:
        told["changed"] = changed
    record("resource.changed", resource, actor=actor, now=now, **told)
    tell(resource)
    return resource


def file_resource(resource: Resource, upload: Upload, *, actor: Actor, now: datetime) -> Resource:
    """Keep the document itself here, in place of the one before, which is let go."""
    resource = locked(resource, actor)
    before, blob = resource.file, keep_upload(upload, actor=actor, now=now)
    resource.file = blob
    record("resource.filed", resource, actor=actor, now=now, sha256=blob.sha256)
    if before is not None:
        forget(before)
    tell(resource)
    return resource


def unfile_resource(resource: Resource, *, actor: Actor, now: datetime) -> Resource:
    """Keep the document here no longer."""
    resource = locked(resource, actor)
    if resource.file is not None:
        blob, resource.file = resource.file, None
        record("resource.unfiled", resource, actor=actor, now=now, sha256=blob.sha256)
        forget(blob)
        tell(resource)
    return resource


def _put(resource: Resource, entry: Entry, *, now: datetime) -> None:
    for name in FACTS:
        setattr(resource, name, getattr(entry, name))
    for name in LISTS:
        setattr(resource, name, list(getattr(entry, name)))
    texts = {text.language: text for text in resource.texts}
    for language, text in texts.items():
        if language not in entry.texts:
            resource.texts.remove(text)
    for language, words in entry.texts.items():
        said: dict[str, Any] = {"title": words.title, "summary": words.summary}
        if language not in texts:
            resource.texts.append(ResourceText(language=language, updated_at=now, **said))
        elif (texts[language].title, texts[language].summary) != (words.title, words.summary):
            texts[language].title, texts[language].summary = words.title, words.summary
            texts[language].updated_at = now
    db.session.flush()


def _checked(entry: Entry) -> Entry:
    """`entry` with what stands now for terms that were merged; raises Invalid."""
    check_entry(entry)
    named = {KINDS: ("kind", (entry.kind,)), "themes": ("themes", entry.themes)}
    unknown: dict[str, Message] = {
        field: say(N_("“%(code)s” is not in this list."), code=code)
        for name, (field, codes) in named.items()
        for code in codes
        if code not in vocabulary(name)
    }
    for code in entry.countries:
        if not is_country(code):
            unknown["countries"] = say(N_("“%(code)s” is not in this list."), code=code)
    if unknown:
        raise Invalid(fields=unknown)
    themes = dict.fromkeys(map(vocabulary("themes").resolve, entry.themes))
    return replace(entry, kind=vocabulary(KINDS).resolve(entry.kind), themes=tuple(themes))
