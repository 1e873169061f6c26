"""Move a practice through its life: hand it in, take it back, return it, publish it, archive it."""

from datetime import datetime

from sqlalchemy import select

from cop.activity.services import record
from cop.articles.events import ArticleArchived, ArticlePublished
from cop.articles.mails import tell_author_published, tell_author_returned
from cop.articles.models import Article
from cop.articles.queries import classification_of
from cop.articles.rules.content import missing
from cop.articles.rules.workflow import WORKFLOW, Facts
from cop.articles.states import ArticleState
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say


def facts_of(article: Article) -> Facts:
    """What the workflow asks about the content."""
    return Facts(
        missing(
            classification_of(article),
            has_image=article.image_id is not None,
            alts={text.language: text.image_alt for text in article.texts},
            original=article.original_language,
        )
    )


def acts_on(article: Article, actor: Actor) -> frozenset[str]:
    """The names of what `actor` may do with the practice now: what a page has buttons for."""
    return frozenset(act.name for act in WORKFLOW.permitted(article, actor, facts_of(article)))


def submit_article(article: Article, *, actor: Actor, now: datetime) -> None:
    """Hand the draft to the editors."""
    _move(article, "submit", "submitted", actor=actor, now=now)


def withdraw_article(article: Article, *, actor: Actor, now: datetime) -> None:
    """Take back what was handed in, to write on."""
    _move(article, "withdraw", "withdrawn", actor=actor, now=now)


def return_article(article: Article, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give it back to its author, saying what to change."""
    if not reason.strip():
        raise Invalid(fields={"reason": say(N_("Tell the author what to change."))})
    _move(article, "return", "returned", actor=actor, now=now, reason=reason)
    tell_author_returned(article, reason, actor=actor, now=now)


def publish_article(
    article: Article, *, actor: Actor, now: datetime, published_at: datetime | None = None
) -> None:
    """Show it to everyone. What comes back from the archive keeps the date it was first published."""
    _move(article, "publish", "published", actor=actor, now=now, published_at=published_at or now)
    events.publish(ArticlePublished(article.id))
    tell_author_published(article, actor=actor, now=now)


def archive_article(article: Article, *, actor: Actor, now: datetime) -> None:
    """Take it off the public pages; nothing is deleted."""
    _move(article, "archive", "archived", actor=actor, now=now)
    events.publish(ArticleArchived(article.id))


def _move(
    article: Article,
    name: str,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    published_at: datetime | None = None,
    **data: str,
) -> None:
    statement = select(Article).where(Article.id == article.id).with_for_update()
    article = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    state = WORKFLOW.target(name, article, actor, facts_of(article))
    article.published_at = article.published_at or published_at
    article.state = ArticleState(state)
    record(f"article.{verb}", article, actor=actor, now=now, **data)
