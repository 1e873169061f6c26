"""The versions of a call, and what differs between two of them."""

from flask import render_template

from cop.calls.definition.changes import changes
from cop.calls.definition.naming import KINDS, name_of
from cop.calls.queries import call_by_code, definitions_of
from cop.calls.reading import reading_of
from cop.calls.views.builder import bp
from cop.core import web
from cop.core.access import access


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
    versions = {version.number: version for version in reading.call.versions}
    pair = [web.found(versions.get(number - 1)), web.found(versions.get(number))]
    definitions = definitions_of(pair)
    found = changes(*(definitions[version.sha256] for version in pair))
    return render_template(
        "calls/version_show.html", reading=reading, number=number, changes=found, kinds=KINDS, name_of=name_of
    )
