"""Change the vocabularies: add a term, reword it, retire it, merge it into another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.core.unit import after_commit
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, NotFound, Refused, Stale
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.events import TermChanged, TermsMerged
from cop.taxonomy.models import ChangedTerm
from cop.taxonomy.rules import Wording, can_edit, check_code, check_merge, check_wording, is_open, together
from cop.taxonomy.terms import forget, vocabulary

_LOCK = 0x7465726D
"""Held in PostgreSQL while terms change."""


def add_term(name: str, code: str, wanted: Wording, *, actor: Actor, now: datetime) -> ChangedTerm:
    """A new term of an open vocabulary."""
    _begin(actor, name)
    terms = vocabulary(name)
    check_code(terms, code)
    check_wording(terms, code, wanted)
    row = ChangedTerm(vocabulary=name, code=code, changed_at=now, changed_by=actor.user_id, **_words(wanted))
    db.session.add(row)
    _tell("term.added", row, actor=actor, now=now)
    return row


def change_term(
    name: str, code: str, wanted: Wording, *, made_from: int, actor: Actor, now: datetime
) -> ChangedTerm:
    """Other words for a term, or another place; raises Stale when it no longer is the version `made_from`."""
    _begin(actor)
    row = _held(name, code, actor=actor, now=now)
    if row.version - 1 != made_from:
        raise Stale
    check_wording(vocabulary(name), code, wanted)
    before = {"labels": row.labels, "synonyms": row.synonyms, "parent": row.parent}
    for field, value in _words(wanted).items():
        setattr(row, field, value)
    _tell("term.changed", row, actor=actor, now=now, before=before)
    return row


def retire_term(name: str, code: str, *, actor: Actor, now: datetime) -> None:
    """Offer it no longer; what was classified by it stays so, and shows it."""
    _begin(actor, name)
    row = _held(name, code, actor=actor, now=now)
    if row.retired_at is not None:
        raise Refused
    row.retired_at = now
    _tell("term.retired", row, actor=actor, now=now)


def offer_term(name: str, code: str, *, actor: Actor, now: datetime) -> None:
    """Offer a retired term again."""
    _begin(actor, name)
    row = _held(name, code, actor=actor, now=now)
    if row.retired_at is None:
        raise Refused
    row.retired_at = None
    _tell("term.offered", row, actor=actor, now=now)


def merge_terms(
    name: str, code: str, into: str, *, made_from: int, actor: Actor, now: datetime
) -> ChangedTerm:
    """Let `into` stand for `code` from now on, everywhere; its words find it. This cannot be undone."""
    _begin(actor, name)
    check_merge(vocabulary(name), code, into)
    gone, stays = _held(name, code, actor=actor, now=now), _held(name, into, actor=actor, now=now)
    if gone.version - 1 != made_from:
        raise Stale
    stays.synonyms = {
        language: list(
            together(
                stays.synonyms[language],
                [gone.labels[language]],
                gone.synonyms[language],
                but=stays.labels[language],
            )
        )
        for language in LANGUAGES
    }
    gone.merged_into = into
    _move_relations(name, code, into, actor=actor, now=now)
    record("term.merged", gone, actor=actor, now=now, vocabulary=name, code=code, into=into)
    _tell("term.changed", stays, actor=actor, now=now)
    events.publish(TermsMerged(name, code, into))
    return stays


def _move_relations(name: str, code: str, into: str, *, actor: Actor, now: datetime) -> None:
    """What was below it, and what had been merged into it before, follow."""
    for term in vocabulary(name).terms.values():
        if term.parent == code:
            _held(name, term.code, actor=actor, now=now).parent = into
    earlier = select(ChangedTerm).where(ChangedTerm.vocabulary == name, ChangedTerm.merged_into == code)
    for row in db.session.scalars(earlier):
        row.merged_into, row.version = into, row.version + 1


def _begin(actor: Actor, name: str | None = None) -> None:
    """Refuse who may not; then nobody else changes a term until the commit, and what is true is read anew.

    That no term is broader than itself holds for all of them together: two who move two terms at once would break it.
    """
    if not can_edit(actor):
        raise Denied
    if name is not None and not is_open(name):
        raise Refused
    if db.engine.dialect.name == "postgresql":  # SQLite's writers queue anyway
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    forget()


def _held(name: str, code: str, *, actor: Actor, now: datetime) -> ChangedTerm:
    """The term's row, made from what is shipped if need be, held until the commit and with a version of its own."""
    wanted = select(ChangedTerm).where(ChangedTerm.vocabulary == name, ChangedTerm.code == code)
    statement = wanted.with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(statement)
    if row is None:
        term = vocabulary(name).terms.get(code)
        if term is None:
            raise NotFound
        synonyms = {language: list(words) for language, words in term.synonyms.items()}
        row = ChangedTerm(
            vocabulary=name,
            code=code,
            parent=term.parent,
            labels=dict(term.labels),
            synonyms=synonyms,
            version=0,
            changed_at=now,
            changed_by=actor.user_id,
        )
        db.session.add(row)
    elif row.merged_into is not None:
        raise Stale
    row.version, row.changed_at, row.changed_by = row.version + 1, now, actor.user_id
    db.session.flush()
    return row


def _words(wanted: Wording) -> Mapping[str, Any]:
    labels = {language: wanted.labels[language] for language in LANGUAGES}
    synonyms = {
        language: list(together(wanted.synonyms.get(language, ()), but=labels[language]))
        for language in LANGUAGES
    }
    return {"labels": labels, "synonyms": synonyms, "parent": wanted.parent}


def _tell(verb: str, row: ChangedTerm, *, actor: Actor, now: datetime, **data: Any) -> None:
    """Into the log; after the commit every page reads it anew, and what is found by its words is indexed anew."""
    record(verb, row, actor=actor, now=now, vocabulary=row.vocabulary, code=row.code, **data)
    after_commit(forget, once="vocabularies")
    events.publish(TermChanged(row.vocabulary, row.code))
