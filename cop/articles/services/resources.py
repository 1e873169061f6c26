"""Name a document of the library in a practice; no longer."""

from datetime import datetime

from sqlalchemy import func, select

from cop.activity.services import record
from cop.articles.models import Article, ArticleResource
from cop.articles.resource_queries import link_between
from cop.articles.services.keeping import locked, tell
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, Refused
from cop.kernel.messages import N_, say
from cop.resources.models import Resource
from cop.resources.states import ResourceState

MOST_NAMED = 20


def name_resource(article: Article, resource: Resource, *, actor: Actor, now: datetime) -> None:
    """One that is named already stays where it is; raises Refused for one that is not in the library, Invalid for too many."""
    article = locked(article, actor)
    if resource.state != ResourceState.PUBLISHED:
        raise Refused
    if link_between(article, resource.id) is not None:
        return
    named = select(func.count(ArticleResource.id)).where(ArticleResource.article_id == article.id)
    if (db.session.scalar(named) or 0) >= MOST_NAMED:
        raise Invalid(say(N_("A practice names at most %(most)s resources."), most=MOST_NAMED))
    db.session.add(ArticleResource(article_id=article.id, resource_id=resource.id))
    record("article.resource_named", article, actor=actor, now=now, resource=resource.id)
    tell(article)


def leave_resource(article: Article, link: ArticleResource, *, actor: Actor, now: datetime) -> None:
    """It may be one that left the library meanwhile."""
    article = locked(article, actor)
    record("article.resource_left", article, actor=actor, now=now, resource=link.resource_id)
    db.session.delete(link)
    tell(article)
