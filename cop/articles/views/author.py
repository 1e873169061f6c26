"""What an author does with a practice as a whole: begin it, see how far it is, hand it in, take it back."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.forms.parts import RetractForm
from cop.articles.forms.writing import new_form
from cop.articles.queries import last_return, written_by
from cop.articles.reading import reading_of, readings_of
from cop.articles.rules.structure import every_word
from cop.articles.rules.workflow import is_first_author
from cop.articles.services.publish import (
    acts_on,
    confirm_article,
    facts_of,
    retract_article,
    submit_article,
    withdraw_article,
)
from cop.articles.services.write import create_article
from cop.articles.views.public import bp
from cop.articles.views.writing import seen, writable
from cop.articles.workshop import parts_of, translations_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.paging import paginate
from cop.kernel.errors import Denied, Invalid


@bp.get("/practices/mine")
@access("articles.write")
def article_mine() -> str:
    """What the reader wrote, in every state."""
    page = paginate(written_by(web.actor()), per_page=50)
    readings = readings_of(page.items, web.language())
    return render_template("articles/article_mine.html", page=page, readings=readings)


@bp.route("/practices/new", methods=["GET", "POST"])
@access("articles.write")
def article_new() -> tuple[str, int] | Response:
    """Begin a practice with a snapshot of it, in the language its author writes best."""
    form = new_form(language=web.language())
    if not form.validate_on_submit():
        return render_template("articles/article_new.html", form=form), 422 if form.is_submitted() else 200
    if form.wants_preview:
        draft = form.value()
        words = every_word(draft.content, {})
        return render_template("articles/article_new.html", form=form, preview=draft, words=words), 200
    try:
        article = create_article(
            form.value(),
            language=form.language.data,
            about=form.about(),
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return render_template("articles/article_new.html", form=form), 422
    flash(_("Your draft is saved. Only you can see it until you submit it."), "success")
    return web.see_other(url_for("articles.article_edit", article_id=article.id))


@bp.get("/practices/<int:article_id>/edit")
@access("articles.write")
def article_edit(article_id: int) -> str:
    """The workshop of one practice: its parts, how far each is, and what can be done with the whole."""
    article = writable(article_id)
    return render_template(
        "articles/article_edit.html",
        article=article,
        reading=reading_of(article, web.language()),
        parts=parts_of(article),
        translations=translations_of(article),
        missing=facts_of(article, web.now().date()).missing,
        acts=acts_on(article, web.actor(), web.now().date()),
        returned=last_return(article),
    )


@bp.post("/practices/<int:article_id>/submission")
@access("articles.write")
def article_submit(article_id: int) -> Response:
    """Hand the draft in for publication."""
    submit_article(seen(article_id), actor=web.actor(), now=web.now())
    flash(_("Thank you. An editor will read it; you will get a mail when it is published."), "success")
    return web.see_other(url_for("articles.article_show", article_id=article_id))


@bp.post("/practices/<int:article_id>/submission/withdrawal")
@access("articles.write")
def article_withdraw(article_id: int) -> Response:
    """Take it back to write on."""
    withdraw_article(seen(article_id), actor=web.actor(), now=web.now())
    flash(_("It is your draft again."), "success")
    return web.see_other(url_for("articles.article_edit", article_id=article_id))


@bp.post("/practices/<int:article_id>/confirmation")
@access("articles.write")
def article_confirm(article_id: int) -> Response:
    """Say that it still holds."""
    confirm_article(seen(article_id), actor=web.actor(), now=web.now())
    flash(_("Thank you. It counts as looked at from today."), "success")
    return web.see_other(url_for("articles.article_show", article_id=article_id))


@bp.route("/practices/<int:article_id>/retraction", methods=["GET", "POST"])
@access("articles.write")
def article_retract(article_id: int) -> tuple[str, int] | Response:
    """Take a published practice of one's own off the public pages, with a reason."""
    reading = reading_of(seen(article_id), web.language())
    if not is_first_author(reading.article, web.actor()):
        raise Denied
    form = RetractForm()
    if not form.validate_on_submit():
        page = render_template("articles/article_retract.html", form=form, reading=reading)
        return page, 422 if form.is_submitted() else 200
    retract_article(reading.article, reason=text_of(form.reason), actor=web.actor(), now=web.now())
    flash(_("Your practice is no longer public."), "success")
    return web.see_other(url_for("articles.article_mine"))
