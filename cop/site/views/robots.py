"""For machines: what may be visited, and where everything is."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template

from cop.articles.queries import published, readable_texts
from cop.calls.queries import visible_to as calls_seen_by
from cop.core import web
from cop.core.access import access
from cop.core.db import db
from cop.discussions.queries import visible_to as discussions_seen_by
from cop.kernel.actor import ANONYMOUS
from cop.kernel.translated import LANGUAGES
from cop.resources.queries import published as published_resources

bp = Blueprint("robots", __name__)
MOST = 2_000
LISTS = (
    *("site.home", "articles.article_list", "resources.resource_list"),
    *("calls.call_list", "directory.organisation_list"),
    "discussions.discussion_list",
)


@bp.get("/robots.txt")
@access("public")
def robots() -> Response:
    lines = ["User-agent: *", "Disallow: /*/search", f"Sitemap: {web.absolute_url('robots.sitemap')}", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@bp.get("/sitemap.xml")
@access("public")
def sitemap() -> Response:
    """Every public page in each of its languages."""
    return Response(render_template("site/sitemap.xml", entries=_entries()), mimetype="application/xml")


def _entries() -> Iterator[dict[str, str]]:
    """Language -> address, for each page."""
    for endpoint in LISTS:
        yield {code: web.absolute_url(endpoint, language=code) for code in LANGUAGES}
    for article in db.session.scalars(published().limit(MOST)):
        yield {
            text.language: web.absolute_url(
                "articles.article_show", language=text.language, article_id=article.id, slug=text.slug
            )
            for text in readable_texts(article)
        }
    for resource in db.session.scalars(published_resources().limit(MOST)):
        page, number = "resources.resource_show", resource.id
        yield {
            text.language: web.absolute_url(page, language=text.language, resource_id=number)
            for text in resource.texts
        }
    for call in db.session.scalars(calls_seen_by(ANONYMOUS).limit(MOST)):
        yield {code: web.absolute_url("calls.call_show", language=code, code=call.code) for code in LANGUAGES}
    for discussion in db.session.scalars(discussions_seen_by(ANONYMOUS).limit(MOST)):
        show, number = "discussions.discussion_show", discussion.id
        yield {code: web.absolute_url(show, language=code, discussion_id=number) for code in LANGUAGES}
