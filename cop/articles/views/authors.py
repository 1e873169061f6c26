"""Who writes a practice: see them, ask somebody, join, leave."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.models import User
from cop.accounts.session import person
from cop.articles.author_queries import co_author_of, invitation_by_token, invitation_to, invitations_to
from cop.articles.forms.parts import AuthorForm
from cop.articles.models import Article
from cop.articles.reading import reading_of
from cop.articles.rules.workflow import is_author, is_first_author
from cop.articles.services.authors import invite_author, join_authors, leave_authors, withdraw_invitation
from cop.articles.views.public import bp
from cop.articles.views.writing import seen
from cop.core import web
from cop.core.access import access
from cop.core.db import db
from cop.core.forms import text_of
from cop.kernel.errors import Denied, Invalid, NotFound
from cop.kernel.messages import N_, say


@bp.route("/practices/<int:article_id>/authors", methods=["GET", "POST"])
@access("articles.write")
def author_list(article_id: int) -> tuple[str, int] | Response:
    """Who writes it; whoever began it asks one more."""
    article = _own(article_id)
    form = AuthorForm()
    if not form.validate_on_submit():
        return _page(article, form), 422 if form.is_submitted() else 200
    try:
        invite_author(article, text_of(form.email), actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _page(article, form), 422
    flash(_("The invitation is on its way."), "success")
    return web.see_other(url_for("articles.author_list", article_id=article_id))


@bp.post("/practices/<int:article_id>/authors/<int:user_id>/removal")
@access("articles.write")
def author_remove(article_id: int, user_id: int) -> Response:
    """Let somebody go, or leave."""
    article = _own(article_id)
    co_author = web.found(co_author_of(article, user_id))
    leave_authors(article, co_author, actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    if is_author(article, web.actor()):
        return web.see_other(url_for("articles.author_list", article_id=article_id))
    return web.see_other(url_for("articles.article_mine"))


@bp.post("/practices/<int:article_id>/authors/invitations/<int:invitation_id>/withdrawal")
@access("articles.write")
def author_withdraw(article_id: int, invitation_id: int) -> Response:
    """Take an invitation back."""
    invitation = web.found(invitation_to(_own(article_id), invitation_id))
    withdraw_invitation(invitation, actor=web.actor(), now=web.now())
    flash(_("The invitation is withdrawn."), "success")
    return web.see_other(url_for("articles.author_list", article_id=article_id))


@bp.route("/practices/invitations/<token>", methods=["GET", "POST"])
@access("articles.write")
def author_join(token: str) -> str | Response:
    """By the link in the mail, with the account of the address it went to."""
    invitation = invitation_by_token(token, web.now())
    if invitation is None:
        raise NotFound(
            say(N_("This invitation was accepted or withdrawn, or is too old. Ask for a new one."))
        )
    if web.is_safe():
        reading = reading_of(invitation.article, web.language())
        return render_template("articles/author_join.html", invitation=invitation, reading=reading)
    article_id = invitation.article_id
    join_authors(invitation, person(), actor=web.actor(), now=web.now())
    flash(_("You are one of its authors now."), "success")
    return web.see_other(url_for("articles.author_list", article_id=article_id))


def _own(article_id: int) -> Article:
    article = seen(article_id)
    if not is_author(article, web.actor()):
        raise Denied
    return article


def _page(article: Article, form: AuthorForm) -> str:
    return render_template(
        "articles/author_list.html",
        form=form,
        article=article,
        reading=reading_of(article, web.language()),
        first=db.session.get(User, article.author_id),
        keeps=is_first_author(article, web.actor()),
        invitations=invitations_to(article),
    )
