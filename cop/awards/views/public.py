"""What a team reads: its letter."""

from werkzeug.wrappers import Response

from cop.awards.queries import decision_by_id
from cop.core import i18n, web
from cop.core.access import access
from cop.files.services import send

bp = i18n.page_blueprint("awards", __name__)


@bp.get("/letters/<int:decision_id>.pdf")
@access("proposals.write")
def letter_show(decision_id: int) -> Response:
    """The letter of an announced decision, for its team and for staff."""
    decision = web.found(decision_by_id(decision_id, web.actor()))
    return send(web.found(decision.letter))
