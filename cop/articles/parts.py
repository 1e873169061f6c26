"""What practices add to pages of others: the front page, my desk, discussions, a term, a resource."""

from flask import render_template, url_for
from flask_babel import ngettext
from markupsafe import Markup

from cop.articles.models import Article
from cop.articles.queries import AS_CARD, article_seen_by, due, published, to_review_by, waiting, written_by
from cop.articles.reading import reading_of, readings_of
from cop.articles.resource_queries import naming
from cop.articles.states import WITH_AUTHOR
from cop.articles.term_queries import using
from cop.articles.translations import languages_of, to_translate
from cop.core import web
from cop.core.access import may
from cop.core.db import db
from cop.core.desk import DeskItem
from cop.core.i18n import language_name
from cop.core.templating import localised
from cop.discussions.models import Discussion
from cop.discussions.queries import endorsed_summary
from cop.discussions.rules import can_moderate
from cop.kernel.actor import Actor, Role
from cop.kernel.messages import N_, say
from cop.resources.models import Resource

NEWEST = 3
MOST_ON_DESK, MOST_NAMING = 10, 20


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


def practices_naming(*, resource: Resource) -> Markup | str:
    """The published practices that name a resource; nothing while there are none."""
    articles = db.session.scalars(naming(resource).limit(MOST_NAMING)).all()
    if not articles:
        return ""
    readings = readings_of(articles, web.language())
    return Markup(render_template("articles/_naming.html", readings=readings))  # noqa: S704 - our own template


def practices_on_desk(**_context: object) -> list[DeskItem]:
    """What waits for an editor or a peer, and what waits for its author."""
    who = web.actor()
    items: list[DeskItem] = []
    if may(who, "articles.publish"):
        items += [_item(article, "review") for article in db.session.scalars(waiting().limit(MOST_ON_DESK))]
        overdue = due(web.now().date()).options(*AS_CARD).limit(MOST_ON_DESK)
        items += [_item(article, "due") for article in db.session.scalars(overdue)]
    elif Role.REVIEWER in who.roles:
        items += [
            _item(article, "peer") for article in db.session.scalars(to_review_by(who).limit(MOST_ON_DESK))
        ]
    if who.is_signed_in:
        drafts = written_by(who).where(Article.state.in_(WITH_AUTHOR)).limit(MOST_ON_DESK)
        items += [_item(article, article.state) for article in db.session.scalars(drafts)]
        items += [_to_translate(language) for language in sorted(languages_of(who)) if _waits(who, language)]
    return items


def link_of_subject(*, about_id: int | None) -> Markup | str:
    """On the page of a discussion: the practice that it is about, if the reader may see it."""
    article = article_seen_by(web.actor(), about_id) if about_id is not None else None
    if article is None:
        return ""
    reading = reading_of(article, web.language())
    return Markup('<a href="{}">{}</a>').format(reading.url, localised(reading.title))


def draft_from_summary(*, discussion: Discussion) -> Markup | str:
    """Under an endorsed summary: the step to a practice, for who moderates."""
    if endorsed_summary(discussion) is None or not can_moderate(discussion, web.actor()):
        return ""
    html = render_template("articles/_from_discussion.html", discussion=discussion)
    return Markup(html)  # noqa: S704 - our own template


def _waits(who: Actor, language: str) -> bool:
    return db.session.scalar(to_translate(who, language).limit(1)) is not None


def _to_translate(language: str) -> DeskItem:
    url = f"{url_for('articles.translation_list')}?into={language}"
    return DeskItem(say(N_("Practices to translate")), url, language_name(language))


_LABELS = {
    "review": N_("Read and publish a practice"),
    "peer": N_("Say as a peer what you think of a practice"),
    "due": N_("Say whether a practice still holds"),
    "draft": N_("Finish your draft of a practice"),
    "changes_requested": N_("Change what an editor asked for"),
}


def _item(article: Article, what: str) -> DeskItem:
    title = reading_of(article, web.language()).text.title
    endpoint = "article_edit" if what in WITH_AUTHOR else "article_show"
    return DeskItem(say(_LABELS[what]), url_for(f"articles.{endpoint}", article_id=article.id), title)
