"""Searches that one keeps to be told of what is new."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.kernel.errors import Invalid
from cop.search.asking import asked_by
from cop.search.facets import in_words
from cop.search.forms import SavedSearchForm
from cop.search.models import SavedSearch
from cop.search.queries import own_search, saved_by, search_of
from cop.search.services.save import remove_search, save_search
from cop.search.views.public import bp

Answer = str | Response | tuple[str, int]


@bp.get("/account/searches")
@access("account")
def saved_list() -> str:
    """One's own, newest first."""
    return _page(SavedSearchForm())


@bp.post("/account/searches")
@access("account")
def saved_new() -> Answer:
    """Tell me what is new under this search."""
    form = SavedSearchForm()
    if not form.validate():
        return _page(form), 422
    try:
        save_search(form.asked(), form.value(), actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _page(form), 422
    flash(_("You are told by mail when something new is found."), "success")
    return web.see_other(url_for("search.saved_list"))


@bp.post("/account/searches/<int:saved_id>/removal")
@access("account")
def saved_remove(saved_id: int) -> Response:
    """No longer."""
    remove_search(web.found(own_search(web.actor(), saved_id)), actor=web.actor(), now=web.now())
    flash(_("You get no more mails about this search."), "success")
    return web.see_other(url_for("search.saved_list"))


@bp.route("/searches/<token>/end", methods=["GET", "POST"])
@access("public")
def saved_end(token: str) -> Answer:
    """The link of a mail, which works without signing in: what it ends, and a button that does."""
    saved = web.found(search_of(token))
    if request.method == "POST":
        remove_search(saved, actor=web.actor(), now=web.now())
        flash(_("You get no more mails about this search."), "success")
        return web.see_other(asked_by(saved.query).address())
    return render_template("search/saved_end.html", saved=saved, searched=in_words(asked_by(saved.query)))


def _page(form: SavedSearchForm) -> str:
    return render_template("search/saved_list.html", form=form, rows=list(map(_row, saved_by(web.actor()))))


def _row(saved: SavedSearch) -> tuple[SavedSearch, str, str]:
    """(a search, what it asks, where its results are)."""
    asked = asked_by(saved.query)
    return saved, in_words(asked), asked.with_order("newest").address()
