"""Reads of which documents of the library practices name, and which practices name a document."""

from sqlalchemy import Select, select

from cop.articles.models import Article, ArticleResource
from cop.articles.queries import published
from cop.core.db import db
from cop.resources.models import Resource, ResourceText
from cop.resources.queries import published as published_resources


def named_in(article: Article) -> Select[Resource]:
    """The documents that a practice names, in the order they were chosen; one that left the library is none of them."""
    beside = ArticleResource.resource_id == Resource.id
    chosen = (
        published_resources().join(ArticleResource, beside).where(ArticleResource.article_id == article.id)
    )
    return chosen.order_by(None).order_by(ArticleResource.id)


def naming(resource: Resource) -> Select[Article]:
    """The published practices that name a document, newest first, as cards."""
    numbers = select(ArticleResource.article_id).where(ArticleResource.resource_id == resource.id)
    return published().where(Article.id.in_(numbers))


def to_choose(article: Article, text: str) -> Select[Resource]:
    """The documents of the library that a practice does not name yet, with `text` in a title in any language; newest first."""
    named = select(ArticleResource.resource_id).where(ArticleResource.article_id == article.id)
    statement = published_resources().where(Resource.id.not_in(named))
    if text:
        titled = select(ResourceText.resource_id).where(ResourceText.title.icontains(text, autoescape=True))
        statement = statement.where(Resource.id.in_(titled))
    return statement


def link_between(article: Article, resource_id: int) -> ArticleResource | None:
    same = (ArticleResource.article_id == article.id, ArticleResource.resource_id == resource_id)
    return db.session.scalar(select(ArticleResource).where(*same))
