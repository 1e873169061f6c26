"""What everyone sees of calls."""

from flask import render_template

from cop.calls import rules
from cop.calls.queries import call_by_code, definition_of, times_of, version_in_force, visible_to
from cop.core import i18n, slots, web
from cop.core.access import access
from cop.core.db import db

bp = i18n.page_blueprint("calls", __name__)


@bp.get("/calls")
@access("public")
def call_list() -> str:
    """Calls by where they stand: open ones first."""
    found = db.session.scalars(visible_to(web.actor()).limit(200)).all()
    rows = [
        (
            call,
            definition_of(version_in_force(call)),
            rules.stage_now(times_of(call), web.now()),
            rules.phase(times_of(call), web.now()),
        )
        for call in found
    ]
    rows.sort(key=lambda row: list(rules.Phase).index(row[3]))
    return render_template("calls/call_list.html", rows=rows)


@bp.get("/calls/<code>")
@access("public")
def call_show(code: str) -> str:
    """One call: when, who may apply, what is asked, how it is scored, and what higher features add."""
    call = web.found(call_by_code(code, web.actor()))
    version = version_in_force(call)
    definition = definition_of(version)
    times = times_of(call)
    return render_template(
        "calls/call_show.html",
        call=call,
        definition=definition,
        version=version,
        times=times,
        phase=rules.phase(times, web.now()),
        parts=slots.parts("call_page", call=call, definition=definition, version=version),
    )
