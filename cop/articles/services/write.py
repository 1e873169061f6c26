"""Write a practice: begin it, say what it is about, write its text in a language, give it a picture."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from cop.activity.services import record
from cop.articles.models import Article, ArticleRevision, ArticleText
from cop.articles.queries import classification_of, original_of, text_of
from cop.articles.rules.content import (
    Classification,
    Draft,
    check_classification,
    check_draft,
    draft_of,
    texts_of,
)
from cop.articles.rules.structure import with_rows_of
from cop.articles.rules.translation import Pinned, translated
from cop.articles.services.keeping import keep_original, keep_translation, locked, tell
from cop.articles.translations import pinned
from cop.core.db import db
from cop.files.models import Blob
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Stale
from cop.kernel.messages import N_, say
from cop.taxonomy.countries import is_country
from cop.taxonomy.terms import vocabulary


def create_article(
    draft: Draft, *, language: str, about: Classification | None = None, actor: Actor, now: datetime
) -> Article:
    """A new draft by `actor`, whose original is in `language`; `about` is what it is about, as far as they said."""
    if not (actor.is_signed_in or actor.is_system):
        raise Denied
    check_draft(draft, has_image=False)
    article = Article(original_language=language, author_id=actor.user_id, created_at=now)
    db.session.add(article)
    db.session.flush()
    record("article.created", article, actor=actor, now=now, language=language)
    keep_original(article, draft, actor=actor, now=now)
    if about is not None:
        classify_article(article, about, made_from=Classification().fingerprint, actor=actor, now=now)
    return article


def write_text(
    article: Article,
    language: str,
    draft: Draft,
    *,
    made_from: int,
    is_minor: bool = False,
    actor: Actor,
    now: datetime,
) -> ArticleText:
    """Write or change the text in `language`; raises Stale when it is no longer the version `made_from` (0: none yet).

    A change of the original that `is_minor` leaves the translations as good as they were; a translation is one of what
    the original says now.
    """
    article, is_original = locked(article, actor), language == article.original_language
    check_draft(draft, has_image=is_original and article.image_id is not None)
    before = text_of(article, language)
    if (before.version if before else 0) != made_from:
        raise Stale
    if is_original:
        text = keep_original(article, draft, is_minor=is_minor, actor=actor, now=now)
    else:
        texts = texts_of(draft)
        pins = dict.fromkeys(texts, original_of(article).version)
        text = keep_translation(article, language, Pinned(texts, pins), slug=draft.slug, actor=actor, now=now)
    tell(article)
    return text


def restore_text(article: Article, revision: ArticleRevision, *, actor: Actor, now: datetime) -> ArticleText:
    """Make a text what it once was, the original with the answers beside it; what stood until now stays among the revisions.

    Revisions older than the keeping of those answers bring back the rows that they had words in.
    """
    article = locked(article, actor)
    draft = draft_of(texts_of(revision))
    record("article.restored", article, actor=actor, now=now, language=revision.language, to=revision.number)
    if revision.language == article.original_language:
        check_draft(draft, has_image=article.image_id is not None)
        details = article.details if revision.details is None else revision.details
        article.details = with_rows_of(revision.content, details)
        text = keep_original(article, draft, actor=actor, now=now)
    else:
        said = Pinned(texts_of(revision), revision.pins, frozenset(revision.unchecked))
        text = keep_translation(article, revision.language, said, actor=actor, now=now)
    tell(article)
    return text


def classify_article(
    article: Article, facts: Classification, *, made_from: str, actor: Actor, now: datetime
) -> Article:
    """Say what the practice is about; raises Stale when it no longer is what `made_from` (a fingerprint) stood for."""
    article = locked(article, actor)
    check_classification(facts)
    _check_terms(facts)
    facts = _current(facts)
    before = classification_of(article)
    if before.fingerprint != made_from:
        raise Stale
    if facts == before:
        return article
    for name in ("themes", "sectors", "sdg_targets", "countries_of_origin", "countries_of_destination"):
        setattr(article, name, list(getattr(facts, name)))
    article.starts_year, article.ends_year, article.lead = facts.starts_year, facts.ends_year, facts.lead
    record(
        "article.classified",
        article,
        actor=actor,
        now=now,
        before=before.fingerprint,
        after=facts.fingerprint,
    )
    tell(article)
    return article


def _current(facts: Classification) -> Classification:
    """With what stands now for terms that were merged."""
    names = ("themes", "sectors", "sdg_targets")
    codes: dict[str, Any] = {
        name: tuple(dict.fromkeys(map(vocabulary(name).resolve, getattr(facts, name)))) for name in names
    }
    return replace(facts, **codes)


def _check_terms(facts: Classification) -> None:
    """Raises Invalid for a code that its vocabulary does not have."""
    named = {"themes": facts.themes, "sectors": facts.sectors, "sdg_targets": facts.sdg_targets}
    unknown = [
        (name, code) for name, codes in named.items() for code in codes if code not in vocabulary(name)
    ]
    places = {
        "countries_of_origin": facts.countries_of_origin,
        "countries_of_destination": facts.countries_of_destination,
    }
    unknown += [(name, code) for name, codes in places.items() for code in codes if not is_country(code)]
    if unknown:
        raise Invalid(
            fields={name: say(N_("“%(code)s” is not in this list."), code=code) for name, code in unknown}
        )


def picture_article(
    article: Article, blob: Blob, alt: str, *, language: str, actor: Actor, now: datetime
) -> None:
    """Give the practice a picture, in words in `language`. Words in other languages were about the one before: they go."""
    article = locked(article, actor)
    for text in article.texts:
        texts = texts_of(text) | {"image_alt": alt if text.language == language else ""}
        if text.language == article.original_language:
            draft = draft_of(texts)
            check_draft(draft, has_image=text.language == language)
            keep_original(article, draft, actor=actor, now=now)
        else:
            said = translated(
                pinned(text), {"image_alt": texts["image_alt"]}, made_from=original_of(article).version
            )
            keep_translation(article, text.language, said, actor=actor, now=now)
    article.image_id = blob.id
    record("article.pictured", article, actor=actor, now=now, sha256=blob.sha256)
    db.session.expire(article, ["image"])
    tell(article)
