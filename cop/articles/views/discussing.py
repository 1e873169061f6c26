"""From a discussion to a practice."""

from flask import flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.services.discuss import draft_from_discussion
from cop.articles.views.public import bp
from cop.core import web
from cop.core.access import access
from cop.discussions.queries import discussion_by_id


@bp.post("/discussions/<int:discussion_id>/practice")
@access("articles.write")
def article_from_discussion(discussion_id: int) -> Response:
    """Draft a practice from its endorsed summary."""
    discussion = web.found(discussion_by_id(discussion_id, web.actor()))
    article = draft_from_discussion(discussion, actor=web.actor(), now=web.now())
    flash(_("Your draft is saved. Only you can see it until you submit it."), "success")
    return web.see_other(url_for("articles.article_edit", article_id=article.id))
