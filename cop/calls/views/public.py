"""What everyone sees of calls."""

from flask import render_template

from cop.calls.forms.self_check import self_check_form
from cop.calls.queries import call_by_code, visible_to
from cop.calls.reading import CallReading, in_order, reading_of, readings_of
from cop.calls.self_check import conclusion, remarks_on
from cop.core import i18n, slots, web
from cop.core.access import access
from cop.core.db import db
from cop.core.kept import kept

bp = i18n.page_blueprint("calls", __name__)

MOST_LISTED = 200
"""No programme has had a tenth of this; what stands where is worked out in Python, so the list has no pages."""


@bp.get("/calls")
@access("public")
@kept
def call_list() -> str:
    """Calls by where they stand: open ones first."""
    calls = db.session.scalars(visible_to(web.actor()).limit(MOST_LISTED)).all()
    return render_template("calls/call_list.html", readings=in_order(readings_of(calls)))


@bp.get("/calls/<code>")
@access("public")
@kept
def call_show(code: str) -> str:
    """One call in five minutes: when, who may apply, how decisions are made, and what higher features add."""
    reading = _reading(code)
    parts = slots.parts(
        "call_page", call=reading.call, definition=reading.definition, version=reading.version
    )
    return render_template("calls/call_show.html", reading=reading, parts=parts)


@bp.get("/calls/<code>/questions")
@access("public")
@kept
def call_questions(code: str) -> str:
    """What each stage asks, and the headings of its budget."""
    return render_template("calls/call_questions.html", reading=_reading(code))


@bp.get("/calls/<code>/grid")
@access("public")
@kept
def call_grid(code: str) -> str:
    """How proposals are scored at each stage."""
    return render_template("calls/call_grid.html", reading=_reading(code))


@bp.get("/calls/<code>/self-check")
@access("public")
def call_self_check(code: str) -> str | tuple[str, int]:
    """Questions to ask before applying, and what the call's rules say to the answers."""
    reading = _reading(code)
    form = self_check_form(reading.definition)
    remarks = []
    if form.is_asked:
        if not form.validate():
            return render_template("calls/call_self_check.html", reading=reading, form=form, remarks=[]), 422
        remarks = remarks_on(reading.definition, form.facts(web.now()), form.answers())
    return render_template(
        "calls/call_self_check.html",
        reading=reading,
        form=form,
        remarks=remarks,
        conclusion=conclusion(remarks),
    )


def _reading(code: str) -> CallReading:
    return reading_of(web.found(call_by_code(code, web.actor())))
