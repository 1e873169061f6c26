"""The search page: the question is in the address, so that a result list can be kept and shared."""

from flask import render_template, request

from cop.core import i18n
from cop.core.access import access
from cop.search.asking import ORDERS, asked
from cop.search.facets import chips_of
from cop.search.finding import answer

bp = i18n.page_blueprint("search", __name__)


@bp.get("/search")
@access("public")
def search_show() -> str:
    """What fits, best first; without a question the newest."""
    question = asked()
    return render_template(
        "search/search_show.html",
        question=question,
        found=answer(question, literally="literally" in request.args),
        chips=chips_of(question),
        orders=[name for name in ORDERS if question.text or name != "relevance"],
    )
