"""What practices add to pages above: the front page and my desk."""

from flask import render_template, url_for
from flask_babel import ngettext
from markupsafe import Markup

from cop.articles.models import Article
from cop.articles.queries import published, waiting, written_by
from cop.articles.reading import reading_of, readings_of
from cop.articles.states import ArticleState
from cop.articles.term_queries import using
from cop.core import web
from cop.core.access import may
from cop.core.db import db
from cop.core.desk import DeskItem
from cop.kernel.messages import N_, say

NEWEST = 3
MOST_ON_DESK = 10


def newest_practices(**_context: object) -> Markup | str:
    """The newest practices as a section of cards; nothing while there are none."""
    articles = db.session.scalars(published().limit(NEWEST)).all()
    if not articles:
        return ""
    readings = readings_of(articles, web.language())
    return Markup(render_template("articles/_newest.html", readings=readings))  # noqa: S704 - our own template


def practices_with_term(*, name: str, code: str) -> str:
    """How many practices a term stands for."""
    count = len(db.session.scalars(using(name, [code])).all())
    return ngettext("%(num)s practice", "%(num)s practices", count) if count else ""


def practices_on_desk(**_context: object) -> list[DeskItem]:
    """What waits for an editor, and drafts that wait for their author."""
    who = web.actor()
    items: list[DeskItem] = []
    if may(who, "articles.publish"):
        items += [_item(article, "review") for article in db.session.scalars(waiting().limit(MOST_ON_DESK))]
    if who.is_signed_in:
        drafts = written_by(who).where(Article.state == ArticleState.DRAFT).limit(MOST_ON_DESK)
        items += [_item(article, "draft") for article in db.session.scalars(drafts)]
    return items


def _item(article: Article, what: str) -> DeskItem:
    title = reading_of(article, web.language()).text.title
    if what == "review":
        url = url_for("articles.article_show", article_id=article.id)
        return DeskItem(say(N_("Read and publish a practice")), url, title)
    url = url_for("articles.article_edit", article_id=article.id)
    return DeskItem(say(N_("Finish your draft of a practice")), url, title)
