"""What the secretariat does with calls."""

from flask import Blueprint, Response, flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from cop.calls.correcting.queries import definition_now
from cop.calls.definition.loading import DefinitionErrors, dump_definition, parse_definition
from cop.calls.forms.definition import DefinitionForm
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.calls.reading import reading_of
from cop.calls.services import change_call, create_call, publish_call, refuse_published
from cop.core import slots, web
from cop.core.access import access
from cop.kernel.errors import Invalid

bp = Blueprint("calls_staff", __name__, url_prefix="/<language:language>")


@bp.route("/calls/new", methods=["GET", "POST"])
@access("calls.manage")
def call_new() -> str | tuple[str, int] | AnyResponse:
    """Make a call from a definition."""
    form = DefinitionForm()
    if not form.is_submitted():
        return render_template("calls/call_edit.html", form=form, call=None, problems=[])
    try:
        call = create_call(parse_definition(form.value(), name="call"), actor=web.actor(), now=web.now())
    except DefinitionErrors as error:
        return render_template("calls/call_edit.html", form=form, call=None, problems=error.problems), 422
    except Invalid as error:
        form.refuse(error)
        return render_template("calls/call_edit.html", form=form, call=None, problems=[]), 422
    flash(_("The call is saved as a draft. Look at it as applicants will, then publish it."), "success")
    return web.see_other(url_for("calls.call_show", code=call.code))


@bp.route("/calls/<code>/definition", methods=["GET", "POST"])
@access("calls.manage")
def call_edit(code: str) -> str | tuple[str, int] | AnyResponse:
    """Change the definition of a draft call."""
    call = web.found(call_by_code(code, web.actor()))
    refuse_published(call)
    form = DefinitionForm()
    if not form.is_submitted():
        form.text.data = dump_definition(definition_of(version_in_force(call)))
        return render_template("calls/call_edit.html", form=form, call=call, problems=[])
    try:
        change_call(call, parse_definition(form.value(), name=code), actor=web.actor(), now=web.now())
    except DefinitionErrors as error:
        return render_template("calls/call_edit.html", form=form, call=call, problems=error.problems), 422
    except Invalid as error:
        form.refuse(error)
        return render_template("calls/call_edit.html", form=form, call=call, problems=[]), 422
    flash(_("The definition is saved."), "success")
    return web.see_other(url_for("calls.call_show", code=code))


@bp.get("/calls/<code>/definition.yaml")
@access("calls.manage")
def call_export(code: str) -> Response:
    """The definition as a YAML file that loads to the same call again, with the deadlines that hold now."""
    call = web.found(call_by_code(code, web.actor()))
    text = dump_definition(definition_now(call))
    return Response(
        text,
        mimetype="application/yaml",
        headers={"Content-Disposition": f"attachment; filename={call.code}.yaml"},
    )


@bp.post("/calls/<code>/publication")
@access("calls.manage")
def call_publish(code: str) -> AnyResponse:
    """Freeze the definition and show the call to everyone."""
    call = web.found(call_by_code(code, web.actor()))
    publish_call(call, actor=web.actor(), now=web.now())
    flash(_("The call is public. Its definition can no longer change."), "success")
    return web.see_other(url_for("calls.call_show", code=code))


@bp.get("/calls/<code>/dashboard")
@access("proposals.manage")
def call_dashboard(code: str) -> str:
    """One call as the secretariat steers it; the funding chain fills it."""
    call = web.found(call_by_code(code, web.actor()))
    reading = reading_of(call)
    parts = slots.parts("call_dashboard", call=call, definition=reading.definition)
    return render_template("calls/call_dashboard.html", reading=reading, parts=parts)
