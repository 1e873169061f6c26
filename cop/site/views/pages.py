"""The front page, the desk, and the pages that say what this site is."""

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from cop.core import i18n, slots, web
from cop.core.access import access
from cop.core.desk import DeskItem
from cop.core.kept import kept
from cop.core.sampler import context
from cop.core.settings import Settings
from cop.site.texts import text_of

bp = i18n.page_blueprint("site", __name__)
root = Blueprint("root", __name__)


@root.get("/")
@access("public")
def front() -> Response:
    """To the front page in the reader's language; which one it is differs, so no proxy keeps the answer."""
    response = redirect(url_for("site.home", language=i18n.preferred()), 303)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.get("/")
@access("public")
@kept
def home() -> str:
    return render_template("site/home.html", parts=slots.parts("home"))


@bp.get("/desk")
@access("account")
def desk() -> str:
    """What waits for the reader, the nearest deadline first."""
    found: list[DeskItem] = []
    for items in slots.parts("desk", actor=web.actor(), now=web.now()):
        found += items
    found.sort(key=lambda item: (item.due_at is None, item.due_at or web.now()))
    return render_template("site/desk.html", items=found)


@bp.get("/pages/<name>")
@access("public")
@kept
def page_show(name: str) -> str:
    """About, accessibility, privacy."""
    return render_template("site/page_show.html", text=web.found(text_of(name, web.language())))


@bp.get("/ui")
@access("public")
def ui_show() -> str:
    """Every component in every state, for those who build pages; not on a site that people use."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.is_production:
        abort(404)
    return render_template("ui/show.html", **context(rtl=i18n.text_direction() == "rtl"))
