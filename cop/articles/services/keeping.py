"""What every change of a practice does: hold it, keep the text with a revision of it, tell the floors above."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from cop.activity.services import record
from cop.articles.events import ArticleChanged
from cop.articles.models import Article, ArticleRevision, ArticleText
from cop.articles.queries import slugs_like, text_of
from cop.articles.rules.content import Draft, free_slug
from cop.articles.rules.workflow import can_write
from cop.articles.states import ArticleState
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied
from cop.kernel.ids import slugify


def locked(article: Article, actor: Actor) -> Article:
    """The practice as it is now, held until the commit, if `actor` may write it."""
    statement = select(Article).where(Article.id == article.id).with_for_update()
    article = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    if not can_write(actor, article):
        raise Denied
    return article


def keep_text(
    article: Article, language: str, draft: Draft, *, source_version: int | None, actor: Actor, now: datetime
) -> ArticleText:
    """Keep the text and a revision of it; the same words again make none."""
    text = text_of(article, language)
    words: dict[str, Any] = {
        "title": draft.title,
        "summary": draft.summary,
        "content": draft.content,
        "image_alt": draft.image_alt,
    }
    if text is None:
        slug = _slug(article, language, draft)
        text = ArticleText(
            language=language, slug=slug, updated_at=now, source_version=source_version, **words
        )
        article.texts.append(text)
    elif any(getattr(text, name) != value for name, value in words.items()):
        for name, value in words.items():
            setattr(text, name, value)
        if article.published_at is None:  # an address that was published stays
            text.slug = _slug(article, language, draft)
        text.version, text.updated_at = text.version + 1, now
        text.source_version = source_version
    else:
        text.source_version = source_version
        return text
    db.session.flush()
    revision = ArticleRevision(
        article_id=article.id,
        language=language,
        number=text.version,
        made_at=now,
        made_by=actor.user_id,
        **words,
    )
    db.session.add(revision)
    record("article.written", article, actor=actor, now=now, language=language, version=text.version)
    return text


def _slug(article: Article, language: str, draft: Draft) -> str:
    wanted = slugify(draft.slug or draft.title, most=72)
    return free_slug(wanted, taken=slugs_like(language, wanted, but=article.id))


def tell(article: Article) -> None:
    """Only what the public reads concerns the floors above."""
    db.session.flush()
    if article.state == ArticleState.PUBLISHED:
        events.publish(ArticleChanged(article.id))
