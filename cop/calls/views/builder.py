"""A call built on screen: the list of its pages, and what is done with the whole."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.building.copying import copy_of
from cop.calls.building.queries import Workbench, drafts_begun, values_of, workbench
from cop.calls.building.reading import tasks_of, to_mend
from cop.calls.building.services import begin_call, discard_draft, keep_version
from cop.calls.forms.start import CopyForm, StartForm
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import i18n, web
from cop.core.access import access
from cop.kernel.errors import Invalid

bp = i18n.page_blueprint("builder", __name__)
Answer = str | tuple[str, int] | Response


@bp.route("/calls/start", methods=["GET", "POST"])
@access("calls.manage")
def call_start() -> Answer:
    """Begin a call from nothing; a copy or a file are the other ways."""
    form = StartForm(first=web.language(), stages="1")
    if form.validate_on_submit():
        try:
            draft = begin_call(form.value(), actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            return web.see_other(url_for("builder.draft_show", code=draft.code))
    page = render_template("calls/builder_start.html", form=form, begun=drafts_begun(web.actor()))
    return (page, 422) if form.is_submitted() else page


@bp.route("/calls/<code>/copy", methods=["GET", "POST"])
@access("calls.manage")
def call_copy(code: str) -> Answer:
    """Begin a call as a copy of this one."""
    call = web.found(call_by_code(code, web.actor()))
    form = CopyForm()
    values = values_of(definition_of(version_in_force(call)))
    if form.validate_on_submit():
        copy = copy_of(values, code=form.code.data or "", opens_on=form.day())
        try:
            draft = begin_call(copy, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("This is the copy. Nobody but the secretariat sees it."), "success")
            return web.see_other(url_for("builder.draft_show", code=draft.code))
    page = render_template("calls/builder_copy.html", form=form, call=call)
    return (page, 422) if form.is_submitted() else page


@bp.get("/calls/<code>/draft")
@access("calls.manage")
def draft_show(code: str) -> str:
    """The pages of the call, how far each is, and what is to mend."""
    bench = changeable(code)
    return render_template(
        "calls/builder_draft.html", bench=bench, groups=tasks_of(bench), to_mend=to_mend(bench)
    )


@bp.post("/calls/<code>/draft/version")
@access("calls.manage")
def draft_keep(code: str) -> Answer:
    """Make a version of what was changed, if nothing is wrong with it."""
    try:
        call = keep_version(changeable(code), actor=web.actor(), now=web.now())
    except Invalid as error:
        flash(i18n.sentence(error.message), "error")
        return draft_show(code), 422
    flash(_("This is now a version. Look at it as applicants will, then publish it."), "success")
    return web.see_other(url_for("calls.call_show", code=call.code))


@bp.post("/calls/<code>/draft/removal")
@access("calls.manage")
def draft_discard(code: str) -> Response:
    """Throw away what was changed since the last version."""
    bench = changeable(code)
    discard_draft(bench, actor=web.actor(), now=web.now())
    flash(_("What was changed is thrown away."), "success")
    return web.see_other(url_for("calls.call_show", code=code) if bench.call else url_for("calls.call_list"))


def changeable(code: str) -> Workbench:
    """The call, if it is there for who may change it; held by those who are about to."""
    return web.found(workbench(code, web.actor(), now=web.now(), hold=not web.is_safe()))
