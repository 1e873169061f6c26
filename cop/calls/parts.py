"""What calls add to pages above: the front page."""

from flask import render_template
from markupsafe import Markup

from cop.calls.queries import visible_to
from cop.calls.reading import in_order, readings_of
from cop.calls.rules import Phase
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS

NEWEST = 12


def open_calls(**_context: object) -> Markup | str:
    """What is open, what opens soon and what is in evaluation; nothing when there is none of these."""
    calls = db.session.scalars(visible_to(ANONYMOUS).limit(NEWEST)).all()
    readings = [reading for reading in in_order(readings_of(calls)) if reading.phase != Phase.DECIDED]
    if not readings:
        return ""
    return Markup(render_template("calls/_home.html", readings=readings))  # noqa: S704 - our own template
