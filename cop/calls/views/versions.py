"""The versions of a call, and what differs between two of them."""

from flask import render_template
from sqlalchemy.orm import undefer

from cop.calls.building.differences import differences
from cop.calls.building.reading import said
from cop.calls.models import CallVersion
from cop.calls.queries import call_by_code
from cop.calls.reading import reading_of
from cop.calls.views.builder import bp
from cop.core import web
from cop.core.access import access
from cop.core.db import db


@bp.get("/calls/<code>/versions")
@access("calls.manage")
def version_list(code: str) -> str:
    """Every version with its day, the newest first."""
    reading = reading_of(web.found(call_by_code(code, web.actor())))
    return render_template("calls/version_list.html", reading=reading)


@bp.get("/calls/<code>/versions/<int:number>")
@access("calls.manage")
def version_show(code: str, number: int) -> str:
    """What a version changed in the one before it."""
    reading = reading_of(web.found(call_by_code(code, web.actor())))
    numbers = [version.number for version in reading.call.versions]
    web.found(number if number in numbers[1:] else None)
    old, new = _content(reading.call.id, number - 1), _content(reading.call.id, number)
    rows = [said(difference, old=old, new=new) for difference in differences(old, new)]
    return render_template("calls/version_show.html", reading=reading, number=number, rows=rows)


def _content(call_id: int, number: int) -> dict[str, object]:
    of_number = db.session.query(CallVersion).filter_by(call_id=call_id, number=number)
    return of_number.options(undefer(CallVersion.definition)).one().definition
