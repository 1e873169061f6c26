"""What an editor does: read what was handed in, return it, publish it, archive it; and everyone who writes reads revisions."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.forms.parts import ReturnForm
from cop.articles.history import changes_of
from cop.articles.models import Article
from cop.articles.queries import revision_of, revisions_of, waiting
from cop.articles.reading import reading_of, readings_of
from cop.articles.rules.structure import every_word
from cop.articles.rules.workflow import can_write, is_author
from cop.articles.services.publish import archive_article, publish_article, return_article
from cop.articles.services.write import restore_text
from cop.articles.views.public import bp
from cop.articles.views.writing import seen
from cop.core import web
from cop.core.access import access
from cop.core.paging import paginate
from cop.kernel.errors import Denied, Invalid


@bp.get("/practices/in-review")
@access("articles.publish")
def article_queue() -> str:
    """What waits for an editor, oldest first."""
    page = paginate(waiting(), per_page=50)
    return render_template(
        "articles/article_queue.html", page=page, readings=readings_of(page.items, web.language())
    )


@bp.post("/practices/<int:article_id>/publication")
@access("articles.publish")
def article_publish(article_id: int) -> Response:
    """Show it to everyone."""
    publish_article(seen(article_id), actor=web.actor(), now=web.now())
    flash(_("The practice is published."), "success")
    return web.see_other(url_for("articles.article_show", article_id=article_id))


@bp.route("/practices/<int:article_id>/return", methods=["GET", "POST"])
@access("articles.publish")
def article_return(article_id: int) -> str | tuple[str, int] | Response:
    """Give it back to its author with what to change."""
    reading = reading_of(seen(article_id), web.language())
    form = ReturnForm()
    if not form.validate_on_submit():
        page = render_template("articles/article_return.html", form=form, reading=reading)
        return page, 422 if form.is_submitted() else 200
    try:
        return_article(reading.article, reason=form.reason.data or "", actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return render_template("articles/article_return.html", form=form, reading=reading), 422
    flash(_("The practice went back to its author."), "success")
    return web.see_other(url_for("articles.article_queue"))


@bp.post("/practices/<int:article_id>/archive")
@access("articles.publish")
def article_archive(article_id: int) -> Response:
    """Take it off the public pages."""
    archive_article(seen(article_id), actor=web.actor(), now=web.now())
    flash(_("The practice is archived. It can be published again at any time."), "success")
    return web.see_other(url_for("articles.article_show", article_id=article_id))


@bp.get("/practices/<int:article_id>/revisions")
@access("articles.write")
def revision_list(article_id: int) -> str:
    """Every text as it once was."""
    article = _with_history(article_id)
    reading = reading_of(article, web.language())
    return render_template(
        "articles/revision_list.html", article=article, reading=reading, revisions=revisions_of(article)
    )


@bp.get("/practices/<int:article_id>/revisions/<language:text_language>/<int:number>")
@access("articles.write")
def revision_show(article_id: int, text_language: str, number: int) -> str:
    """One text as it once was, and what it changed."""
    article = _with_history(article_id)
    revision = web.found(revision_of(article, text_language, number))
    before = revision_of(article, text_language, number - 1)
    details = article.details if revision.details is None else revision.details
    return render_template(
        "articles/revision_show.html",
        article=article,
        reading=reading_of(article, web.language()),
        changes=changes_of(before, revision, article.details, web.language()),
        revision=revision,
        words=every_word(revision.content, details),
        may_restore=can_write(web.actor(), article),
    )


@bp.post("/practices/<int:article_id>/revisions/<language:text_language>/<int:number>/restoration")
@access("articles.write")
def revision_restore(article_id: int, text_language: str, number: int) -> Response:
    """Make the text what it was then."""
    article = _with_history(article_id)
    revision = web.found(revision_of(article, text_language, number))
    restore_text(article, revision, actor=web.actor(), now=web.now())
    flash(_("The text is again what it was then. What stood until now is among the revisions."), "success")
    return web.see_other(url_for("articles.revision_list", article_id=article_id))


def _with_history(article_id: int) -> Article:
    """Whoever wrote it, or may write it, may read how it came about."""
    article = seen(article_id)
    if not (can_write(web.actor(), article) or is_author(article, web.actor())):
        raise Denied
    return article
