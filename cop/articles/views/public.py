"""What everyone reads."""

from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from cop.articles.citing import CITATIONS, schema_org
from cop.articles.figures import effects_of, map_of
from cop.articles.models import Article
from cop.articles.queries import (
    article_seen_by,
    last_retraction,
    peer_reviews_of,
    published,
    related_to,
    reused_in,
)
from cop.articles.reading import Reading, addresses, reading_of, readings_of, translations
from cop.articles.resource_queries import named_in
from cop.articles.rules.evidence import CRITERIA, can_review
from cop.articles.rules.sections import SECTIONS
from cop.articles.rules.workflow import can_write, is_author
from cop.articles.saved_queries import saved_row
from cop.articles.services.count import COUNT_READS
from cop.articles.services.publish import acts_on
from cop.articles.states import ArticleState
from cop.articles.telling import told_by
from cop.core import i18n, slots, templating, web
from cop.core.access import access
from cop.core.db import db
from cop.core.kept import kept
from cop.core.paging import paginate
from cop.core.tally import tally
from cop.discussions.queries import discussions_about
from cop.files.pictures import send_picture
from cop.resources.reading import readings_of as resource_readings

bp = i18n.page_blueprint("articles", __name__)
MOST_WIDE = 99_999
images = Blueprint("article_images", __name__)


@bp.get("/practices")
@access("public")
@kept
def article_list() -> str:
    """Published practices, newest first."""
    page = paginate(published(), per_page=21)
    return render_template(
        "articles/article_list.html",
        page=page,
        readings=readings_of(page.items, web.language()),
        feed=web.absolute_url("articles.article_feed"),
    )


@bp.get("/practices/<int:article_id>", defaults={"slug": None})
@bp.get("/practices/<int:article_id>/<slug>")
@access("public")
@kept
def article_show(article_id: int, slug: str | None) -> str | Response:
    """One practice in the page's language, or in the best there is."""
    reading = reading_at(article_id)
    if slug != reading.text.slug:
        return redirect(reading.url, 301)
    templating.set_alternates(addresses(reading.article))
    return render_template(
        "articles/article_show.html",
        **reading_page(reading),
        canonical=reading.canonical,
        alternates=translations(reading),
        schema=schema_org(reading),
        citations=CITATIONS,
        where=map_of(reading),
        resources=resource_readings(db.session.scalars(named_in(reading.article)), web.language()),
        related=readings_of(related_to(reading.article), web.language()),
        share_url=web.absolute_url("articles.article_show", article_id=article_id),
        is_saved=web.actor().is_signed_in and saved_row(web.actor(), article_id) is not None,
        may_write=can_write(web.actor(), reading.article),
        may_review=can_review(web.actor(), reading.article),
        **_reviews(reading.article),
        acts=acts_on(reading.article, web.actor(), web.now().date()),
        why_retracted=_why_retracted(reading.article),
        parts=slots.parts("practice_page", article=reading.article),
        discussions=discussions_about(article_id),
    )


@bp.after_request
def _count_read(response: Response) -> Response:
    """Which practices are read in which language, kept pages too; not who, and not the secretariat, which reads for its work."""
    was_read = request.endpoint == "articles.article_show" and response.status_code in (200, 304)
    if was_read and request.method == "GET" and not web.actor().is_staff:
        number = (request.view_args or {})["article_id"]
        tally(COUNT_READS).count((number, web.language()), web.now())
    return response


def _why_retracted(article: Article) -> str:
    """What its author said when they took it off the public pages: nobody but them and the secretariat gets here."""
    event = last_retraction(article) if article.state == ArticleState.ARCHIVED else None
    return event.data["reason"] if event else ""


def _reviews(article: Article) -> dict[str, Any]:
    """What peers said, for the author and the secretariat; who said it, for the secretariat alone."""
    who = web.actor()
    if not (is_author(article, who) or who.is_staff):
        return {}
    return {"reviews": peer_reviews_of(article), "criteria": CRITERIA, "sections": SECTIONS}


def reading_page(reading: Reading) -> dict[str, Any]:
    """What a page needs that shows a practice whole: on the screen, on paper, as a PDF."""
    told = told_by(reading)
    return {
        "reading": reading,
        "article": reading.article,
        "told": told,
        "effects": effects_of(told["results"].groups["results"], web.language()),
        "sources": {n: reading_of(one, web.language()) for n, one in reused_in(reading.article).items()},
    }


@images.get("/practices/<int:article_id>/image")
@access("public")
def image_show(article_id: int) -> Response:
    """A practice's picture, under one address for all languages so that it is fetched once."""
    article = web.found(article_seen_by(web.actor(), article_id))
    response = send_picture(web.found(article.image), width=_width())
    # A published picture may be kept a day: its address changes with its content. Others are asked for each time.
    kept = article.state == ArticleState.PUBLISHED
    response.headers["Cache-Control"] = "public, max-age=86400" if kept else "private, no-cache"
    return response.make_conditional(request)


def _width() -> int:
    """`?w=` in points; the largest there is without."""
    return web.number_asked("w") or MOST_WIDE


def reading_at(article_id: int) -> Reading:
    return reading_of(web.found(article_seen_by(web.actor(), article_id)), web.language())
