"""The documents of the library that a practice names."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.reading import reading_of
from cop.articles.resource_queries import link_between, named_in, to_choose
from cop.articles.services.resources import leave_resource, name_resource
from cop.articles.views.public import bp
from cop.articles.views.writing import writable
from cop.core import web
from cop.core.access import access
from cop.core.db import db
from cop.core.paging import paginate
from cop.resources.queries import resource_seen_by
from cop.resources.reading import readings_of


@bp.get("/practices/<int:article_id>/resources")
@access("articles.write")
def resource_list(article_id: int) -> str:
    """What it names, and what else there is, by a part of the title."""
    article, text = writable(article_id), request.args.get("q", "")[:100].strip()
    page = paginate(to_choose(article, text), per_page=10)
    return render_template(
        "articles/resource_list.html",
        article=article,
        reading=reading_of(article, web.language()),
        named=readings_of(db.session.scalars(named_in(article)), web.language()),
        page=page,
        others=readings_of(page.items, web.language()),
        text=text,
    )


@bp.post("/practices/<int:article_id>/resources/<int:resource_id>")
@access("articles.write")
def resource_name(article_id: int, resource_id: int) -> Response:
    """Name one more."""
    article = writable(article_id)
    resource = web.found(resource_seen_by(web.actor(), resource_id))
    name_resource(article, resource, actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return web.see_other(url_for("articles.resource_list", article_id=article_id))


@bp.post("/practices/<int:article_id>/resources/<int:resource_id>/removal")
@access("articles.write")
def resource_leave(article_id: int, resource_id: int) -> Response:
    """Name it no longer."""
    article = writable(article_id)
    link = web.found(link_between(article, resource_id))
    leave_resource(article, link, actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return web.see_other(url_for("articles.resource_list", article_id=article_id))
