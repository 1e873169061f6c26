"""Move a practice through its life: hand it in, take it back, return it, publish it, confirm it, archive it."""

from datetime import date, datetime

from cop.activity.services import record
from cop.articles.events import ArticleArchived, ArticlePublished
from cop.articles.mails import tell_changed, tell_gone, tell_published, tell_returned, tell_submitted
from cop.articles.models import Article
from cop.articles.queries import classification_of, last_return, original_of
from cop.articles.rules.content import missing
from cop.articles.rules.workflow import WORKFLOW, Facts, due_on
from cop.articles.states import ArticleState
from cop.core import events
from cop.core.db import held
from cop.kernel.actor import Actor
from cop.kernel.errors import need_reason
from cop.kernel.messages import N_

DRAWING = "image/svg+xml"


def facts_of(article: Article, today: date) -> Facts:
    """What the workflow asks about the content, and about the day."""
    is_photograph = article.image is not None and article.image.media_type != DRAWING
    lacking = missing(
        classification_of(article),
        has_image=article.image_id is not None,
        alt=original_of(article).image_alt,
        lacks_consent=is_photograph and not article.details.get("people_agree"),
    )
    return Facts(lacking, is_due=article.review_due_on is not None and article.review_due_on <= today)


def acts_on(article: Article, actor: Actor, today: date) -> frozenset[str]:
    """The names of what `actor` may do with the practice now: what a page has buttons for."""
    return frozenset(act.name for act in WORKFLOW.permitted(article, actor, facts_of(article, today)))


def submit_article(article: Article, *, actor: Actor, now: datetime) -> None:
    """Hand the draft to the editors."""
    returned = last_return(article)
    _move(article, "submit", "submitted", actor=actor, now=now)
    tell_submitted(article, actor=actor, now=now)
    if returned is not None and returned.actor_id not in (None, actor.user_id):
        tell_changed(article, returned.actor_id, now=now)


def withdraw_article(article: Article, *, actor: Actor, now: datetime) -> None:
    """Take back what was handed in, to write on."""
    _move(article, "withdraw", "withdrawn", actor=actor, now=now)


def return_article(article: Article, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give it back to its author, saying what to change."""
    need_reason(reason, N_("Tell the author what to change."))
    _move(article, "return", "returned", actor=actor, now=now, reason=reason)
    tell_returned(article, reason, actor=actor, now=now)


def publish_article(
    article: Article, *, actor: Actor, now: datetime, published_at: datetime | None = None
) -> None:
    """Show it to everyone. What comes back from the archive keeps the date it was first published."""
    article = _move(article, "publish", "published", actor=actor, now=now, published_at=published_at or now)
    due_again(article, now)
    events.publish(ArticlePublished(article.id))
    tell_published(article, actor=actor, now=now)


def confirm_article(article: Article, *, actor: Actor, now: datetime) -> None:
    """Its author or an editor says that it still holds: it is due again after the same time."""
    due_again(_move(article, "confirm", "found_valid", actor=actor, now=now), now)


def due_again(article: Article, now: datetime) -> None:
    """From today on it counts as looked at."""
    article.review_due_on, article.due_told_at = due_on(now.date()), None


def retract_article(article: Article, *, reason: str, actor: Actor, now: datetime) -> None:
    """Its author takes it off the public pages, and says why: editors read it in the practice's history."""
    need_reason(reason)
    _move(article, "retract", "retracted", actor=actor, now=now, reason=reason)
    events.publish(ArticleArchived(article.id))
    tell_gone(article, reason, actor=actor, now=now)


def archive_article(article: Article, *, actor: Actor, now: datetime) -> None:
    """Take it off the public pages; nothing is deleted."""
    _move(article, "archive", "archived", actor=actor, now=now)
    events.publish(ArticleArchived(article.id))
    tell_gone(article, "", actor=actor, now=now)


def _move(
    article: Article,
    name: str,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    published_at: datetime | None = None,
    **data: str,
) -> Article:
    """Move the row itself, held until the commit."""
    article = held(article)
    state = WORKFLOW.target(name, article, actor, facts_of(article, now.date()))
    article.published_at = article.published_at or published_at
    article.state = ArticleState(state)
    record(f"article.{verb}", article, actor=actor, now=now, **data)
    return article
