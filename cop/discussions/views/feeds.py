"""What is said, as Atom feeds (RFC 4287): what everybody reads, whoever asks."""

from typing import Any

from flask import Response, render_template
from sqlalchemy import Select

from cop.core import web
from cop.core.access import access
from cop.core.db import db
from cop.core.kept import kept
from cop.discussions.models import Contribution
from cop.discussions.queries import discussion_by_id, shown, shown_in
from cop.discussions.reading import Reading, reading_of
from cop.discussions.views.public import bp
from cop.kernel.actor import ANONYMOUS

MOST_IN_FEED = 50


@bp.get("/discussions/contributions.atom")
@access("public")
@kept
def feed_all() -> Response:
    """The newest contributions of all discussions."""
    page = web.absolute_url("discussions.discussion_list")
    return _feed(shown(), address=web.absolute_url("discussions.feed_all"), page=page)


@bp.get("/discussions/<int:discussion_id>/contributions.atom")
@access("public")
@kept
def feed_show(discussion_id: int) -> Response:
    """The newest contributions of one."""
    discussion = web.found(discussion_by_id(discussion_id, ANONYMOUS))
    where = {"discussion_id": discussion_id}
    address = web.absolute_url("discussions.feed_show", **where)
    page = web.absolute_url("discussions.discussion_show", **where)
    return _feed(shown_in(discussion), address=address, page=page, reading=reading_of(discussion))


def _feed(statement: Select[Contribution], reading: Reading | None = None, **addresses: Any) -> Response:
    entries = db.session.scalars(statement.limit(MOST_IN_FEED)).all()
    times = [entry.edited_at or entry.written_at for entry in entries]
    started_at = reading.discussion.started_at if reading else web.now()
    text = render_template(
        "discussions/feed.xml",
        entries=entries,
        reading=reading,
        updated_at=max(times, default=started_at),
        absolute_url=web.absolute_url,
        **addresses,
    )
    return Response(text, mimetype="application/atom+xml")
