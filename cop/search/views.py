"""The search page: the question is in the address, so that a result list can be kept and shared."""

from flask import render_template, request
from flask_babel import gettext as _

from cop.core import i18n
from cop.core.access import access
from cop.search.asking import asked
from cop.search.finding import answer, value_label

bp = i18n.page_blueprint("search", __name__)


@bp.get("/search")
@access("public")
def search_show() -> str:
    """What fits, best first; without a question the newest."""
    question = asked()
    labels = {"theme": _("Theme"), "country": _("Country"), "language_of": _("Language")}
    chips = [
        (value_label(name, value), question.address_without(name, value))
        for name, values in question.chosen.items()
        for value in values
    ]
    found = answer(question, labels=labels, literally="literally" in request.args)
    return render_template("search/search_show.html", question=question, found=found, chips=chips)
