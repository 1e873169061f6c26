"""The practices that a reader keeps on their own list."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.reading import readings_of
from cop.articles.saved_queries import saved_by, saved_row
from cop.articles.services.save import save_article, unsave_article
from cop.articles.views.public import bp
from cop.articles.views.writing import seen
from cop.core import web
from cop.core.access import access
from cop.core.paging import paginate


@bp.get("/account/practices")
@access("account")
def saved_list() -> str:
    """One's own list, the last saved first."""
    page = paginate(saved_by(web.actor()), per_page=24)
    readings = readings_of(page.items, web.language())
    return render_template("articles/saved_list.html", page=page, readings=readings)


@bp.post("/practices/<int:article_id>/saving")
@access("account")
def saved_new(article_id: int) -> Response:
    """Keep this practice on my list."""
    save_article(seen(article_id), actor=web.actor(), now=web.now())
    flash(_("It is on your list."), "success")
    return web.see_other(url_for("articles.article_show", article_id=article_id))


@bp.post("/practices/<int:article_id>/saving/removal")
@access("account")
def saved_remove(article_id: int) -> Response:
    """No longer."""
    unsave_article(web.found(saved_row(web.actor(), article_id)), actor=web.actor(), now=web.now())
    flash(_("It is no longer on your list."), "success")
    return web.see_other(url_for("articles.saved_list"))
