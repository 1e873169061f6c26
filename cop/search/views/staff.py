"""What people searched in vain."""

from datetime import timedelta

from flask import render_template, request

from cop.core import web
from cop.core.access import access
from cop.core.paging import paginate
from cop.kernel.translated import LANGUAGES
from cop.search.queries import missed_since
from cop.search.views.public import bp

PERIODS = (30, 90, 365)
"""Days."""


@bp.get("/search/missed")
@access("search.missed")
def miss_list() -> str:
    """The most wanted first, of the last days and of one language if the address says so."""
    language = request.args.get("language_of", "")
    days = next((days for days in PERIODS if str(days) == request.args.get("days")), PERIODS[0])
    since = (web.now() - timedelta(days=days)).date()
    page = paginate(missed_since(since, language if language in LANGUAGES else None), scalars=False)
    return render_template(
        "search/miss_list.html", page=page, days=days, periods=PERIODS, chosen=language, codes=LANGUAGES
    )
