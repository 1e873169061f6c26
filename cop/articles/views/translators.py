"""What the secretariat does for translators: say who translates into which language."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.forms.translating import TranslatorForm
from cop.articles.models import Translator
from cop.articles.services.translators import add_translator, remove_translator
from cop.articles.translations import translators
from cop.articles.views.public import bp
from cop.core import web
from cop.core.access import access
from cop.core.db import db
from cop.core.forms import text_of
from cop.kernel.errors import Invalid


@bp.route("/practices/translators", methods=["GET", "POST"])
@access("articles.publish")
def translator_list() -> tuple[str, int] | Response:
    """Who translates into which language, and one more."""
    form = TranslatorForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    try:
        add_translator(text_of(form.email), form.language.data, actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _page(form), 422
    flash(_("Saved."), "success")
    return web.see_other(url_for("articles.translator_list"))


@bp.post("/practices/translators/<int:translator_id>/removal")
@access("articles.publish")
def translator_remove(translator_id: int) -> Response:
    """What they translated stays."""
    translator = web.found(db.session.get(Translator, translator_id))
    remove_translator(translator, actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return web.see_other(url_for("articles.translator_list"))


def _page(form: TranslatorForm) -> str:
    return render_template("articles/translator_list.html", form=form, translators=translators())
