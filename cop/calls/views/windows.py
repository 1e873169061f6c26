"""When stages close: the secretariat lets one close later, for everybody."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.forms.extension import ExtensionForm, OutageForm, extension_form, outage_form
from cop.calls.queries import call_by_code
from cop.calls.reading import CallReading, StageReading, reading_of
from cop.calls.services import extend_after_outage, extend_stage
from cop.calls.views.staff import bp
from cop.core import web
from cop.core.access import access
from cop.core.texts import texts_of
from cop.kernel.errors import Invalid

Answer = str | tuple[str, int] | Response


def _stage(code: str, number: int) -> tuple[CallReading, StageReading]:
    reading = reading_of(web.found(call_by_code(code, web.actor())))
    return reading, web.found(next((stage for stage in reading.stages if stage.number == number), None))


@bp.route("/calls/<code>/stages/<int:stage>/extension", methods=["GET", "POST"])
@access("calls.manage")
def extension_new(code: str, stage: int) -> Answer:
    """A later deadline, with the reason that everybody reads."""
    reading, row = _stage(code, stage)
    form = extension_form(reading.definition, zone=row.times.window.zone)
    if not form.is_submitted():
        form.closes_at.show(row.times.window.closes_at)
    if form.validate_on_submit():
        reason = texts_of(form, "reason")
        try:
            extend_stage(
                reading.call, stage, form.closes_at.at(), reason=reason, actor=web.actor(), now=web.now()
            )
            return _extended(code)
        except Invalid as error:
            form.refuse(error)
    return _page(reading, row, form)


@bp.route("/calls/<code>/stages/<int:stage>/outage", methods=["GET", "POST"])
@access("calls.manage")
def outage_new(code: str, stage: int) -> Answer:
    """The site was away: from when to when; the rule says when the stage closes instead."""
    reading, row = _stage(code, stage)
    form = outage_form(reading.definition, zone=row.times.window.zone)
    if form.validate_on_submit():
        try:
            extend_after_outage(
                reading.call,
                stage,
                (form.outage_from.at(), form.outage_to.at()),
                least=form.least(),
                reason=texts_of(form, "reason"),
                actor=web.actor(),
                now=web.now(),
            )
            return _extended(code)
        except Invalid as error:
            form.refuse(error)
    return _page(reading, row, form)


def _page(reading: CallReading, row: StageReading, form: ExtensionForm | OutageForm) -> Answer:
    is_outage = isinstance(form, OutageForm)
    page = render_template(
        "calls/extension_new.html", reading=reading, stage=row, form=form, is_outage=is_outage
    )
    return page, 422 if form.is_submitted() else 200


def _extended(code: str) -> Response:
    flash(_("The deadline is extended. Everybody who is writing a proposal is told by mail."), "success")
    return web.see_other(url_for("calls.call_show", code=code, _anchor="dates"))
