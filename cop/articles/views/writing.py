"""The parts of one practice, a page each: its title and summary, what it is about, its picture."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.forms.parts import ClassificationForm, PictureForm
from cop.articles.forms.writing import TextForm, form_of_original
from cop.articles.models import Article
from cop.articles.queries import article_seen_by, classification_of, original_of
from cop.articles.reading import reading_of
from cop.articles.rules.structure import every_word
from cop.articles.rules.workflow import can_write
from cop.articles.services.write import classify_article, picture_article, write_text
from cop.articles.views.public import bp
from cop.core import web
from cop.core.access import access
from cop.files.forms import inspected_picture
from cop.files.pictures import keep_picture
from cop.kernel.errors import Denied, Invalid, Stale

Answer = tuple[str, int] | Response


@bp.route("/practices/<int:article_id>/text", methods=["GET", "POST"])
@access("articles.write")
def text_edit(article_id: int) -> Answer:
    """Title and summary of the original, looked at before they are saved, if wished."""
    article = writable(article_id)
    form = form_of_original(article)
    if not form.validate_on_submit():
        return _text_page(article, form), 422 if form.is_submitted() else 200
    if form.wants_preview:
        return _text_page(article, form, preview=form.value()), 200
    try:
        _save_text(article, form)
    except Invalid as error:
        form.refuse(error)
        return _text_page(article, form), 422
    except Stale:
        form.see_newer(original_of(article))
        return _text_page(article, form, newer=original_of(article)), 409
    return saved(article)


def _text_page(article: Article, form: TextForm, **more: object) -> str:
    return render_template(
        "articles/text_edit.html",
        article=article,
        form=form,
        reading=reading_of(article, article.original_language),
        words_in=lambda text: every_word(text.content, article.details),
        **more,
    )


def _save_text(article: Article, form: TextForm) -> None:
    write_text(
        article,
        article.original_language,
        form.value(),
        made_from=form.made_from.data or 0,
        is_minor=form.is_minor.data,
        actor=web.actor(),
        now=web.now(),
    )


@bp.route("/practices/<int:article_id>/about", methods=["GET", "POST"])
@access("articles.write")
def about_edit(article_id: int) -> Answer:
    """Themes, sectors, goals, countries, years, who leads."""
    article = writable(article_id)
    facts = classification_of(article)
    form = ClassificationForm(data=ClassificationForm.data_of(facts) | {"made_from": facts.fingerprint})
    if not form.validate_on_submit():
        return _about_page(article, form), 422 if form.is_submitted() else 200
    try:
        made_from = form.made_from.data or ""
        classify_article(article, form.value(), made_from=made_from, actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _about_page(article, form), 422
    except Stale:
        form.made_from.data = classification_of(article).fingerprint
        return _about_page(article, form, newer=article), 409
    return saved(article)


def _about_page(article: Article, form: ClassificationForm, **more: object) -> str:
    reading = reading_of(article, web.language())
    return render_template("articles/about_edit.html", article=article, reading=reading, form=form, **more)


@bp.route("/practices/<int:article_id>/picture", methods=["GET", "POST"])
@access("articles.write")
def picture_edit(article_id: int) -> Answer:
    """A picture with its words for those who do not see it."""
    form = PictureForm()
    picture = inspected_picture(form)
    article = writable(article_id)
    if picture is None:
        return _picture_page(article, form), 422 if form.is_submitted() else 200
    who, now, alt = web.actor(), web.now(), form.image_alt.data or ""
    try:
        blob = keep_picture(picture, actor=who, now=now)
        picture_article(article, blob, alt, language=article.original_language, actor=who, now=now)
    except Invalid as error:
        form.refuse(error)
        return _picture_page(article, form), 422
    return saved(article)


def _picture_page(article: Article, form: PictureForm) -> str:
    reading = reading_of(article, article.original_language)
    return render_template("articles/picture_edit.html", article=article, reading=reading, form=form)


def saved(article: Article) -> Response:
    flash(_("Saved."), "success")
    return web.see_other(url_for("articles.article_edit", article_id=article.id))


def seen(article_id: int) -> Article:
    return web.found(article_seen_by(web.actor(), article_id))


def writable(article_id: int) -> Article:
    """One that the reader may write; one they may only read is a refusal, one they may not see does not exist."""
    article = seen(article_id)
    if not can_write(web.actor(), article):
        raise Denied
    return article
