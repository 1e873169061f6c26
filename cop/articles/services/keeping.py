"""What every change of a practice does: hold it, keep a text with a revision of it, tell the floors above."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from cop.activity.services import record
from cop.articles.events import ArticleChanged
from cop.articles.mails import tell_outdated
from cop.articles.models import Article, ArticleRevision, ArticleText
from cop.articles.queries import revision_of, slugs_like, text_of
from cop.articles.rules.content import HEAD, Draft, check_translation, draft_of, free_slug, texts_of
from cop.articles.rules.structure import Details
from cop.articles.rules.translation import Pinned, is_readable, moved, states_of, status_of
from cop.articles.rules.workflow import can_write
from cop.articles.states import ArticleState, TranslationState
from cop.articles.translations import may_translate, pinned, source_of
from cop.core import events
from cop.core.db import db, held
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied
from cop.kernel.ids import slugify


def locked(article: Article, actor: Actor) -> Article:
    """The practice as it is now, held until the commit, if `actor` may write it."""
    article = held(article)
    if not can_write(actor, article):
        raise Denied
    return article


def locked_for(language: str, article: Article, actor: Actor) -> Article:
    """The same, if `actor` may translate it into `language`."""
    article = held(article)
    if not may_translate(actor, article, language):
        raise Denied
    return article


def keep_original(
    article: Article, draft: Draft, *, is_minor: bool = False, actor: Actor, now: datetime
) -> ArticleText:
    """Keep the original, and a revision of it with the answers beside the words; nothing new makes none.

    What it changes makes the translations of those texts outdated, unless the change `is_minor`.
    """
    language, words = article.original_language, texts_of(draft)
    text = text_of(article, language)
    number = text.version + 1 if text else 1
    before = pinned(text) if text else Pinned({}, {})
    pins = moved(before.texts, words, before.pins, revision=number, is_minor=is_minor)
    if text is None or before.texts != words or _last_details(text) != article.details:
        text = _put(article, language, draft, Pinned(words, pins), now=now)
        _revise(text, details=article.details, is_minor=is_minor, actor=actor, now=now)
    outdated = settle(article)
    if outdated and article.state == ArticleState.PUBLISHED:
        tell_outdated(article, outdated, actor=actor, now=now)
    return text


def keep_translation(
    article: Article, language: str, translation: Pinned, *, slug: str = "", actor: Actor, now: datetime
) -> ArticleText:
    """Keep a translation and a revision of it. The same words again make none, whatever is said of them."""
    text, draft = text_of(article, language), replace(draft_of(translation.texts), slug=slug)
    check_translation(draft)
    if text is None or texts_of(text) != translation.texts:
        text = _put(article, language, draft, translation, now=now)
        _revise(text, details=None, is_minor=False, actor=actor, now=now)
    text.pins, text.unchecked = dict(translation.pins), sorted(translation.unchecked)
    settle(article)
    return text


def settle(article: Article) -> list[str]:
    """Bring what is kept about each translation as a whole in step with its texts; the languages that fell behind by it."""
    source, outdated = source_of(article), []
    for text in article.texts:
        if text.language != article.original_language:
            target, before = pinned(text), text.status
            text.status = status_of(states_of(source, target).values())
            text.is_readable = is_readable(target.texts)
            if text.status == TranslationState.OUTDATED != before:
                outdated.append(text.language)
    return sorted(outdated)


def _put(article: Article, language: str, draft: Draft, said: Pinned, *, now: datetime) -> ArticleText:
    text = text_of(article, language)
    words: dict[str, Any] = {name: getattr(draft, name) for name in (*HEAD, "content")}
    if text is None:
        slug = _slug(article, language, draft)
        text = ArticleText(language=language, slug=slug, updated_at=now, **words)
        article.texts.append(text)
    else:
        if article.published_at is None or not is_readable(
            texts_of(text)
        ):  # an address that was public stays
            text.slug = _slug(article, language, draft)
        for name, value in words.items():
            setattr(text, name, value)
        text.version, text.updated_at = text.version + 1, now
    text.pins, text.unchecked = dict(said.pins), sorted(said.unchecked)
    db.session.flush()
    return text


def _revise(
    text: ArticleText, *, details: Details | None, is_minor: bool, actor: Actor, now: datetime
) -> None:
    article, kept = text.article, (*HEAD, "content", "pins", "unchecked")
    words: dict[str, Any] = {name: getattr(text, name) for name in kept}
    revision = ArticleRevision(
        article_id=article.id,
        language=text.language,
        number=text.version,
        details=details,
        is_minor=is_minor,
        made_at=now,
        made_by=actor.user_id,
        **words,
    )
    db.session.add(revision)
    record("article.written", article, actor=actor, now=now, language=text.language, version=text.version)


def _last_details(text: ArticleText) -> Details | None:
    revision = revision_of(text.article, text.language, text.version)
    return revision.details if revision else None


def _slug(article: Article, language: str, draft: Draft) -> str:
    wanted = slugify(draft.slug or draft.title, most=72)
    return free_slug(wanted, taken=slugs_like(language, wanted, but=article.id))


def tell(article: Article) -> None:
    """Only what the public reads concerns the floors above."""
    db.session.flush()
    if article.state == ArticleState.PUBLISHED:
        events.publish(ArticleChanged(article.id))
