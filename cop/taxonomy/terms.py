"""Vocabularies as they stand: what the program ships, and over it what staff changed, which is in the database.

They are kept in the process. Rows are never deleted and their versions only grow, so the sum of the versions says whether what
is kept is still what a new reading would give. It is asked once by whoever writes, and every few seconds by those who read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from flask import current_app, g, has_app_context
from sqlalchemy import func, inspect, select

from cop.core import web
from cop.core.db import db, is_reading
from cop.kernel.translated import LANGUAGES, pick
from cop.taxonomy.models import ChangedTerm
from cop.taxonomy.shipped import NAMES, shipped
from cop.taxonomy.vocabulary import Term, Vocabulary

PATIENCE = timedelta(seconds=10)
"""How long another process may show what was true before a change."""
_KEY, _TABLE = "cop.vocabularies", "cop.vocabularies_table"


@dataclass(frozen=True, slots=True)
class Kept:
    """The vocabularies by name, when somebody last looked, and the sum of versions that was there."""

    vocabularies: Mapping[str, Vocabulary]
    looked_at: datetime
    versions: int


def vocabulary(name: str) -> Vocabulary:
    """One of NAMES as it stands now; KeyError for another. Without an app it is the one shipped."""
    return _kept().vocabularies[name] if has_app_context() else shipped(name)


def forget() -> None:
    """Look again at the next question: something was changed."""
    current_app.extensions.pop(_KEY, None)


def _kept() -> Kept:
    kept: Kept | None = current_app.extensions.get(_KEY)
    if kept is not None and _is_fresh(kept):
        return kept
    if not _is_migrated():
        return Kept({name: shipped(name) for name in NAMES}, web.clock()(), 0)
    g.vocabularies_seen = True
    with db.session.no_autoflush:
        versions = db.session.scalar(select(func.coalesce(func.sum(ChangedTerm.version), 0))) or 0
        vocabularies = kept.vocabularies if kept and kept.versions == versions else _read()
    kept = Kept(vocabularies, web.clock()(), versions)
    current_app.extensions[_KEY] = kept
    return kept


def _is_migrated() -> bool:
    """A file of a call can be checked beside no database at all: then what is shipped is all there is."""
    known = current_app.extensions
    if not known.get(_TABLE):
        known[_TABLE] = inspect(db.session.connection()).has_table(ChangedTerm.__tablename__)
    return bool(known[_TABLE])


def _is_fresh(kept: Kept) -> bool:
    """Whoever writes looks once, so that nothing is kept under a code that was merged meanwhile."""
    if not is_reading():
        return bool(g.get("vocabularies_seen"))
    return abs(web.clock()() - kept.looked_at) <= PATIENCE


def _read() -> Mapping[str, Vocabulary]:
    changed: dict[str, list[ChangedTerm]] = {name: [] for name in NAMES}
    for row in db.session.scalars(select(ChangedTerm).order_by(ChangedTerm.id)):
        if row.vocabulary in changed:
            changed[row.vocabulary].append(row)
    return MappingProxyType({name: overlaid(shipped(name), rows) for name, rows in changed.items()})


def overlaid(base: Vocabulary, changed: Iterable[ChangedTerm]) -> Vocabulary:
    """`base` with what staff changed over it."""
    terms, merged = dict(base.terms), dict(base.merged)
    for row in changed:
        if row.merged_into is None:
            terms[row.code] = _term(row)
        else:
            terms.pop(row.code, None)
            merged[row.code] = row.merged_into
    return Vocabulary(base.name, MappingProxyType(terms), MappingProxyType(merged))


def _term(row: ChangedTerm) -> Term:
    return Term(
        code=row.code,
        parent=row.parent,
        labels=MappingProxyType({language: _said(row, language) for language in LANGUAGES}),
        synonyms=MappingProxyType(
            {language: tuple(row.synonyms.get(language, ())) for language in LANGUAGES}
        ),
        is_retired=row.retired_at is not None,
        version=row.version,
    )


def _said(row: ChangedTerm, language: str) -> str:
    """A language that the site speaks since has no words here yet."""
    return pick(row.labels, language).text
