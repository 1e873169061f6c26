"""What everybody reads, in pages and as a feed; and where one asks."""

from flask import Response as PlainResponse
from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.models import Call
from cop.calls.queries import call_by_code
from cop.calls.reading import reading_of
from cop.clarifications.forms import AskForm
from cop.clarifications.queries import asked_by, item_of, published
from cop.clarifications.services import ask_question, times_now
from cop.core import i18n, web
from cop.core.access import access
from cop.core.db import db
from cop.core.forms import text_of
from cop.core.kept import kept
from cop.core.paging import paginate

bp = i18n.page_blueprint("clarifications", __name__)
MOST_IN_FEED = 50


def _call(code: str) -> Call:
    return web.found(call_by_code(code, web.actor()))


@bp.get("/calls/<code>/clarifications")
@access("public")
@kept
def item_list(code: str) -> str:
    """The answered questions, the newest first; until when one may ask; and the reader's own."""
    call = _call(code)
    _stage, times = times_now(call, web.now())
    return render_template(
        "clarifications/item_list.html",
        reading=reading_of(call),
        page=paginate(published(call), per_page=20),
        times=times,
        mine=asked_by(web.actor(), call) if web.actor().is_signed_in else [],
    )


@bp.get("/calls/<code>/clarifications/<int:number>")
@access("public")
@kept
def item_show(code: str, number: int) -> str:
    """One of them, at an address of its own."""
    call = _call(code)
    item = web.found(item_of(call, number))
    return render_template("clarifications/item_show.html", reading=reading_of(call), item=item)


@bp.get("/calls/<code>/clarifications.atom")
@access("public")
@kept
def feed_show(code: str) -> Response:
    """The newest as an Atom feed (RFC 4287), in the language of the address."""
    reading = reading_of(_call(code))
    items = db.session.scalars(published(reading.call).limit(MOST_IN_FEED)).all()
    text = render_template(
        "clarifications/feed.xml", reading=reading, items=items, absolute_url=web.absolute_url
    )
    return PlainResponse(text, mimetype="application/atom+xml")


@bp.route("/calls/<code>/clarifications/new", methods=["GET", "POST"])
@access("account")
def question_new(code: str) -> str | tuple[str, int] | Response:
    """Ask the secretariat."""
    call, form = _call(code), AskForm()
    if form.validate_on_submit():
        ask_question(call, text_of(form.question), language=web.language(), actor=web.actor(), now=web.now())
        flash(
            _("Your question is with the secretariat. You are told by mail when it is answered."), "success"
        )
        return web.see_other(url_for("clarifications.item_list", code=code))
    _stage, times = times_now(call, web.now())
    page = render_template(
        "clarifications/question_new.html", reading=reading_of(call), form=form, times=times
    )
    return page, 422 if form.is_submitted() else 200
