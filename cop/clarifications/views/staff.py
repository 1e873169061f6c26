"""The secretariat answers."""

from collections.abc import Mapping

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.calls.reading import reading_of
from cop.clarifications.forms import AnswerForm, SameForm, answer_form
from cop.clarifications.models import Clarification
from cop.clarifications.queries import clarification_by_id, item_of, published, waiting
from cop.clarifications.rules import mark_of
from cop.clarifications.services import point_to, publish_answer, save_answer, times_now
from cop.clarifications.views.public import bp
from cop.core import web
from cop.core.access import access
from cop.core.db import db
from cop.core.forms import text_of
from cop.core.texts import fill_texts, texts_of
from cop.kernel.errors import Invalid, Stale
from cop.proposals.services.guard import refuse_own_call

Answer = str | tuple[str, int] | Response


@bp.get("/calls/<code>/clarifications/waiting")
@access("clarifications.answer")
def question_list(code: str) -> str:
    """What has no answer yet."""
    call = web.found(call_by_code(code, web.actor()))
    refuse_own_call(call.id, web.actor())
    _stage, times = times_now(call, web.now())
    return render_template(
        "clarifications/question_list.html", reading=reading_of(call), rows=waiting(call), times=times
    )


def _row(clarification_id: int) -> Clarification:
    """A question for somebody who may answer it: what rivals ask is not for who applies in the call."""
    row = web.found(clarification_by_id(clarification_id, web.actor()))
    refuse_own_call(row.call_id, web.actor())
    return row


@bp.route("/clarifications/<int:clarification_id>/answer", methods=["GET", "POST"])
@access("clarifications.answer")
def answer_edit(clarification_id: int) -> Answer:
    """Reword the question, answer it, in each language; publish when all are there."""
    row = _row(clarification_id)
    form = answer_form(definition_of(version_in_force(row.call)))
    if not form.is_submitted():
        _fill(form, row)
    if not form.validate_on_submit():
        return _page(row, form)
    is_public = request.form.get("act") == "publish"
    texts = {name: texts_of(form, name) for name in ("question", "answer")}
    try:
        act = publish_answer if is_public else save_answer
        act(row, **texts, base=text_of(form.base), actor=web.actor(), now=web.now())
    except Stale:
        form.show(mark_of(row.question, row.answer))
        return _page(row, form, newer={"question": row.question, "answer": row.answer}, status=409)
    except Invalid as error:
        form.refuse(error)
        return _page(row, form)
    flash(
        _("The answer is public, and everybody who is writing is told.") if is_public else _("Saved."),
        "success",
    )
    return web.see_other(url_for("clarifications.question_list", code=row.call.code))


@bp.post("/clarifications/<int:clarification_id>/same")
@access("clarifications.answer")
def same_new(clarification_id: int) -> Answer:
    """It was answered before: under this number."""
    row, same = _row(clarification_id), SameForm()
    form = answer_form(definition_of(version_in_force(row.call)))
    _fill(form, row)
    if not same.validate():
        return _page(row, form, same)
    try:
        item = item_of(row.call, same.number.data)
        point_to(row, item or row, actor=web.actor(), now=web.now())
    except Invalid as error:
        same.refuse(error)
        return _page(row, form, same)
    flash(_("Who asked is told under which number the answer is."), "success")
    return web.see_other(url_for("clarifications.question_list", code=row.call.code))


def _fill(form: AnswerForm, row: Clarification) -> None:
    """What is there, for somebody to write on; at first the question as it was asked."""
    authoritative = definition_of(version_in_force(row.call)).authoritative
    fill_texts(form, "question", row.question or {authoritative: row.asked})
    fill_texts(form, "answer", row.answer)
    form.show(mark_of(row.question, row.answer))


def _page(
    row: Clarification,
    form: AnswerForm,
    same: SameForm | None = None,
    *,
    newer: Mapping[str, Mapping[str, str]] | None = None,
    status: int = 422,
) -> Answer:
    _stage, times = times_now(row.call, web.now())
    page = render_template(
        "clarifications/answer_edit.html",
        row=row,
        reading=reading_of(row.call),
        form=form,
        same=same or SameForm(formdata=None),
        items=db.session.scalars(published(row.call).limit(50)).all(),
        times=times,
        newer=newer,
    )
    return page, status if form.is_submitted() else 200
