"""Follow a discussion; no longer, also by the link of a mail."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.discussions.follow_queries import follow_by_token, follow_of
from cop.discussions.forms import FollowForm
from cop.discussions.reading import reading_of
from cop.discussions.services.follow import follow_discussion, unfollow_discussion
from cop.discussions.views.public import back_to, bp, seen
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say


@bp.post("/discussions/<int:discussion_id>/following")
@access("account")
def follow_new(discussion_id: int) -> Response:
    """Tell me what is said, so often."""
    discussion, form = seen(discussion_id), FollowForm()
    if not form.validate():
        raise Invalid(say(N_("Choose how often you want to be told.")))
    follow_discussion(discussion, form.value(), actor=web.actor(), now=web.now())
    flash(_("You follow this discussion."), "success")
    return back_to(discussion)


@bp.post("/discussions/<int:discussion_id>/following/removal")
@access("account")
def follow_remove(discussion_id: int) -> Response:
    """No longer."""
    discussion = seen(discussion_id)
    follow = web.found(follow_of(discussion, web.actor()))
    unfollow_discussion(follow, actor=web.actor(), now=web.now())
    flash(_("You get no more mails about this discussion."), "success")
    return back_to(discussion)


@bp.route("/discussions/following/<token>/end", methods=["GET", "POST"])
@access("public")
def follow_end(token: str) -> str | Response:
    """The link of a mail, which works without signing in: what it ends, and a button that does."""
    follow = web.found(follow_by_token(token))
    if request.method == "POST":
        unfollow_discussion(follow, actor=web.actor(), now=web.now())
        flash(_("You get no more mails about this discussion."), "success")
        return web.see_other(url_for("discussions.discussion_list"))
    discussion = follow.discussion
    return render_template(
        "discussions/follow_end.html", reading=None if discussion.hidden_at else reading_of(discussion)
    )
