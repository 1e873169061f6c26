"""Tell a practice along its template, one section at a time, in the language of the original."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

from cop.activity.services import record
from cop.articles.models import Article
from cop.articles.queries import article_seen_by, original_of
from cop.articles.rules.content import Draft, check_draft
from cop.articles.rules.structure import KEY, Values, check_values, fingerprint, with_values
from cop.articles.rules.template import Item, Kind, Section
from cop.articles.services.keeping import keep_original, locked, tell
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, Stale
from cop.kernel.messages import N_, Message, say
from cop.taxonomy.countries import is_country
from cop.taxonomy.terms import vocabulary


def write_section(
    article: Article,
    section: Section,
    values: Values,
    *,
    made_from: str,
    is_minor: bool = False,
    actor: Actor,
    now: datetime,
) -> Article:
    """Save a section, however unfinished; raises Stale when its answers no longer are what `made_from` stood for.

    A change that `is_minor` leaves the translations as good as they were.
    """
    article = locked(article, actor)
    text = original_of(article)
    if fingerprint(section, article.details, text.content) != made_from:
        raise Stale
    values = _with_keys(section, values)
    check_values(section, values)
    _check_codes(section, values, article, actor)
    details, content = with_values(section, values, article.details, text.content)
    draft = Draft(text.title, text.summary, content, text.image_alt, text.slug)
    check_draft(draft, has_image=article.image_id is not None)
    if details != article.details:
        article.details = details
        record("article.detailed", article, actor=actor, now=now, section=section.code)
    keep_original(article, draft, is_minor=is_minor, actor=actor, now=now)
    tell(article)
    return article


def _with_keys(section: Section, values: Values) -> Values:
    """A new row gets a key that no row ever had, so that no translation of another is taken for one of it."""
    keyed = dict(values)
    for group in section.groups:
        seen: set[str] = set()
        rows = []
        for row in values.get(group.code) or ():
            key = str(row.get("key") or "")
            if not KEY.fullmatch(key) or key in seen:
                key = uuid4().hex[:8]
            seen.add(key)
            rows.append({**row, "key": key})
        keyed[group.code] = rows
    return keyed


def _check_codes(section: Section, values: Values, article: Article, actor: Actor) -> None:
    """Raises Invalid for a code that its vocabulary does not have, or a building block that `actor` could not have read."""
    fields: dict[str, Message] = {}
    for item, value in _answers(section, values):
        codes = value if isinstance(value, list) else [value]
        for code in codes:
            if not _is_known(item, code, article, actor):
                fields[item.code] = say(N_("“%(code)s” is not in this list."), code=str(code))
    if fields:
        raise Invalid(fields=fields)


def _answers(section: Section, values: Values) -> Iterator[tuple[Item, Any]]:
    for item in section.items:
        if values.get(item.code):
            yield item, values[item.code]
    for group in section.groups:
        for row in values.get(group.code) or ():
            yield from ((item, row[item.code]) for item in group.items if row.get(item.code))


def _is_known(item: Item, code: str, article: Article, actor: Actor) -> bool:
    match item.kind:
        case Kind.TERM | Kind.TERMS:
            return code in vocabulary(item.vocabulary)
        case Kind.COUNTRY:
            return is_country(code)
        case Kind.BLOCK:
            number = int(code.split("-", maxsplit=1)[0])
            return number != article.id and article_seen_by(actor, number) is not None
    return True
