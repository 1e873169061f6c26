"""What a peer does: say how far a practice is proven."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.forms.review import ReviewForm, review_form
from cop.articles.models import Article
from cop.articles.queries import peer_review_by
from cop.articles.reading import reading_of
from cop.articles.rules.evidence import CRITERIA, can_review
from cop.articles.rules.sections import SECTIONS
from cop.articles.services.review import review_article
from cop.articles.views.public import bp
from cop.articles.views.writing import seen
from cop.core import web
from cop.core.access import access
from cop.kernel.errors import Denied, Invalid


@bp.route("/practices/<int:article_id>/review", methods=["GET", "POST"])
@access("articles.review")
def review_edit(article_id: int) -> tuple[str, int] | Response:
    """Marks on the criteria, comments by section, and the level that the peer sees."""
    article = seen(article_id)
    if not can_review(web.actor(), article):
        raise Denied
    form = review_form(peer_review_by(web.actor(), article))
    if not form.validate_on_submit():
        return _page(article, form), 422 if form.is_submitted() else 200
    said = {"verdict": form.level(), "marks": form.marks(), "comments": form.comments()}
    try:
        review_article(article, **said, actor=web.actor(), now=web.now())  # type: ignore[arg-type]
    except Invalid as error:
        form.refuse(error)
        return _page(article, form), 422
    flash(_("Thank you. Your review is with the author and the secretariat."), "success")
    return web.see_other(url_for("articles.article_show", article_id=article_id))


def _page(article: Article, form: ReviewForm) -> str:
    return render_template(
        "articles/review_edit.html",
        article=article,
        reading=reading_of(article, web.language()),
        form=form,
        criteria=CRITERIA,
        sections=SECTIONS,
    )
