"""A public call is corrected, and everybody reads what changed."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.building.queries import Workbench
from cop.calls.building.reading import to_mend
from cop.calls.correcting.queries import corrections_of, definition_now, mark_now
from cop.calls.correcting.services import correct_call, look_at_correction, publish_correction
from cop.calls.definition.changes import Change, changes
from cop.calls.definition.loading import DefinitionErrors, dump_definition, parse_definition
from cop.calls.definition.naming import KINDS, name_of
from cop.calls.forms.definition import CorrectionForm, ReasonForm, correction_form, reason_form
from cop.calls.models import Call
from cop.calls.queries import call_by_code
from cop.calls.reading import reading_of
from cop.calls.views import builder, public
from cop.calls.views.builder import Answer, changeable
from cop.calls.views.staff import bp
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.kept import kept
from cop.core.texts import texts_of
from cop.kernel.errors import Invalid, Stale

SHOWN = {"kinds": KINDS, "name_of": name_of}
"""What a template needs to say a change."""


@public.bp.get("/calls/<code>/changes")
@access("public")
@kept
def call_changes(code: str) -> str:
    """Every correction since the call was published: when, why, what stood there and what stands there now."""
    call = web.found(call_by_code(code, web.actor()))
    return render_template(
        "calls/call_changes.html", reading=reading_of(call), corrections=corrections_of(call), **SHOWN
    )


@bp.route("/calls/<code>/correction", methods=["GET", "POST"])
@access("calls.manage")
def correction_new(code: str) -> str | tuple[str, int] | Response:
    """Change the text of the definition, look at what differs, publish it with a reason."""
    call = web.found(call_by_code(code, web.actor()))
    form = correction_form(definition_now(call).languages)
    if not form.is_submitted():
        form.text.data = dump_definition(definition_now(call))
        form.show(mark_now(call))
        return _page(call, form)
    act, actor, now = request.form.get("act"), web.actor(), web.now()
    try:
        definition = parse_definition(form.value(), name=code)
        found = look_at_correction(call, definition, actor=actor, now=now)
        if act != "publish" or not form.validate():
            return _page(call, form, found=found), 200 if act != "publish" else 422
        base, reason = text_of(form.base), texts_of(form, "reason")
        correct_call(call, definition, base=base, reason=reason, actor=actor, now=now)
    except Stale:
        return _stale(call, form, found)
    except DefinitionErrors as error:
        return _page(call, form, problems=error.problems), 422
    except Invalid as error:
        form.refuse(error)
        return _page(call, form), 422
    flash(_("The correction is in force. Everybody who is writing a proposal is told by mail."), "success")
    return web.see_other(url_for("calls.call_changes", code=code))


@builder.bp.route("/calls/<code>/draft/correction", methods=["GET", "POST"])
@access("calls.manage")
def correction_publish(code: str) -> Answer:
    """What the working copy changes in the public call and what must stay; with a reason it takes the call's place."""
    bench = changeable(code)
    call = web.found(bench.public if bench.draft else None)
    form = reason_form(definition_now(call).languages)
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.show(bench.mark)
        return _copy_page(bench, form), 422 if form.is_submitted() else 200
    try:
        base, reason = text_of(form.base), texts_of(form, "reason")
        publish_correction(bench, base=base, reason=reason, actor=web.actor(), now=web.now())
    except Stale:
        form.show(bench.mark)
        return _copy_page(bench, form, is_stale=True), 409
    except Invalid as error:
        form.refuse(error)
        return _copy_page(bench, form), 422
    flash(_("The correction is in force. Everybody who is writing a proposal is told by mail."), "success")
    return web.see_other(url_for("calls.call_changes", code=code))


def _copy_page(bench: Workbench, form: ReasonForm, *, is_stale: bool = False) -> str:
    """The differences of a working copy that can be read; of another only what is to mend."""
    found = changes(definition_now(bench.call), bench.definition) if bench.call and bench.definition else []
    return render_template(
        "calls/correction_publish.html",
        bench=bench,
        form=form,
        found=found,
        to_mend=to_mend(bench),
        is_stale=is_stale,
        **SHOWN,
    )


def _stale(call: Call, form: CorrectionForm, found: list[Change]) -> tuple[str, int]:
    """What the text would take back is shown; publishing again does so."""
    form.show(mark_now(call))
    return _page(call, form, found=found, is_stale=True), 409


def _page(
    call: Call,
    form: CorrectionForm,
    *,
    found: list[Change] | None = None,
    problems: object = (),
    is_stale: bool = False,
) -> str:
    return render_template(
        "calls/correction_new.html",
        call=call,
        reading=reading_of(call),
        form=form,
        found=found or [],
        problems=problems,
        is_stale=is_stale,
        **SHOWN,
    )
