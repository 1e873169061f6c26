"""Ask everybody something, and change how it is asked, what it is about, when and by whom it is led."""

from flask import flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import slots, web
from cop.core.access import access
from cop.core.i18n import language_name, text_direction
from cop.discussions import rules
from cop.discussions.forms import (
    EditForm,
    LedStartForm,
    OpeningForm,
    StartForm,
    edit_form,
    opening_form,
    plan_form,
)
from cop.discussions.models import Discussion
from cop.discussions.reading import reading_of
from cop.discussions.services.begin import (
    classify_discussion,
    plan_discussion,
    rewrite_opening,
    start_discussion,
    translate_opening,
)
from cop.discussions.views.public import back_to, bp, may_rewrite, seen
from cop.kernel.errors import Denied, Invalid, Stale
from cop.kernel.translated import LANGUAGES

Answer = str | tuple[str, int] | Response


@bp.route("/discussions/new", methods=["GET", "POST"])
@access("discussions.write")
def discussion_new() -> Answer:
    """An open discussion; `?about=` is the number of a practice that it is about."""
    return _start(StartForm(language=web.language()))


@bp.route("/discussions/new/e-discussion", methods=["GET", "POST"])
@access("discussions.manage")
def led_new() -> Answer:
    """One with days, a moderator and summaries."""
    return _start(LedStartForm(language=web.language()))


def _start(form: StartForm) -> Answer:
    about_id, subject = _subject()
    if form.validate_on_submit():
        plan = form.plan() if isinstance(form, LedStartForm) else None
        who, now = web.actor(), web.now()
        try:
            made = start_discussion(
                form.opening(), form.subject(), plan=plan, about_id=about_id, actor=who, now=now
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Your question is asked. You are told by mail when somebody answers."), "success")
            return back_to(made)
    page = render_template("discussions/discussion_new.html", form=form, subject=subject)
    return page, 422 if form.is_submitted() else 200


def _subject() -> tuple[int | None, list[str]]:
    """What of a floor above it is about, if the reader may see that: its number, and what is said of it."""
    number = web.number_asked("about")
    found = slots.parts("discussion_subject", about_id=number) if number else []
    return (number, found) if found else (None, [])


@bp.route("/discussions/<int:discussion_id>/edit", methods=["GET", "POST"])
@access("discussions.write")
def discussion_edit(discussion_id: int) -> Answer:
    """The words that nobody answered yet, and what it is about."""
    discussion = _own(discussion_id)
    form = edit_form(discussion)
    if not may_rewrite(discussion):
        form.keep_words()
    if not form.validate_on_submit():
        return _edit_page(discussion, form), 422 if form.is_submitted() else 200
    try:
        _save(discussion, form)
    except Stale:
        form.see_newer(discussion.version)
        return _edit_page(discussion, form, newer=discussion), 409
    return _saved(discussion)


def _save(discussion: Discussion, form: EditForm) -> None:
    who, now = web.actor(), web.now()
    if form.has_words:
        title, question = form.title.data or "", form.question.data or ""
        if (title, question) != (discussion.title, discussion.question):
            rewrite_opening(
                discussion, title=title, question=question, made_from=form.base, actor=who, now=now
            )
    classify_discussion(discussion, form.subject(), actor=who, now=now)


def _edit_page(discussion: Discussion, form: EditForm, **more: object) -> str:
    reading = reading_of(discussion)
    return render_template("discussions/discussion_edit.html", reading=reading, form=form, **more)


@bp.route("/discussions/<int:discussion_id>/plan", methods=["GET", "POST"])
@access("discussions.manage")
def plan_edit(discussion_id: int) -> Answer:
    """The days of an e-discussion, and who leads it."""
    discussion = seen(discussion_id)
    form = plan_form(discussion)
    if form.validate_on_submit():
        try:
            plan_discussion(discussion, form.plan(), actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            return _saved(discussion)
    page = render_template("discussions/plan_edit.html", reading=reading_of(discussion), form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/discussions/<int:discussion_id>/translations/<into>", methods=["GET", "POST"])
@access("discussions.write")
def translation_edit(discussion_id: int, into: str) -> Answer:
    """Title and question in another language."""
    discussion = _own(discussion_id)
    web.found(into if into in LANGUAGES and into != discussion.language else None)
    form = opening_form(discussion, into)
    if not form.validate_on_submit():
        return _translation_page(discussion, form, into), 422 if form.is_submitted() else 200
    text = {"title": form.title.data or "", "question": form.question.data or ""}
    try:
        translate_opening(discussion, into, **text, made_from=form.base, actor=web.actor(), now=web.now())
    except Stale:
        form.see_newer(discussion.version)
        return _translation_page(discussion, form, into, is_newer=True), 409
    return _saved(discussion)


def _translation_page(discussion: Discussion, form: OpeningForm, into: str, **more: object) -> str:
    return render_template(
        "discussions/translation_edit.html",
        reading=reading_of(discussion),
        form=form,
        into=language_name(into, own=False),
        written={"lang": into, "dir": text_direction(into)},
        **more,
    )


def _own(discussion_id: int) -> Discussion:
    """One that the reader began or moderates; one they may only read is a refusal."""
    discussion = seen(discussion_id)
    if not rules.can_change(discussion, web.actor()):
        raise Denied
    return discussion


def _saved(discussion: Discussion) -> Response:
    flash(_("Saved."), "success")
    return back_to(discussion)
