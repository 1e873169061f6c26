"""Comments among the team, beside what they are about."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.kernel.errors import Invalid
from cop.proposals.comments import comment_by_id, threads_of
from cop.proposals.forms import CommentForm
from cop.proposals.models import Proposal
from cop.proposals.queries import draft_of
from cop.proposals.rules.workflow import can_comment
from cop.proposals.services.comment import resolve_comment, write_comment
from cop.proposals.views.applicant import bp
from cop.proposals.views.history import ours


@bp.route("/proposals/<int:proposal_id>/comments", methods=["GET", "POST"])
@access("proposals.write")
def comment_list(proposal_id: int) -> str | tuple[str, int] | Response:
    """Every thread, and a form to begin one or to go on with one."""
    proposal = ours(proposal_id)
    form = CommentForm(data={"question": request.args.get("question")})
    form.offer(definition_of(proposal.call_version).stage(proposal.stage))
    if form.validate_on_submit():
        try:
            write_comment(
                proposal,
                web.found(draft_of(proposal)),
                question=form.question.data,
                text=text_of(form.text),
                answers_id=form.answers_id,
                actor=web.actor(),
                now=web.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Your team sees the comment."), "success")
            web.forget_kept(f"comment-{proposal_id}")
            return web.see_other(url_for("proposals.comment_list", proposal_id=proposal_id))
    return _page(proposal, form), 422 if form.is_submitted() else 200


def _page(proposal: Proposal, form: CommentForm) -> str:
    return render_template(
        "proposals/comment_list.html",
        proposal=proposal,
        form=form,
        threads=threads_of(proposal),
        stage=definition_of(proposal.call_version).stage(proposal.stage),
        may_comment=can_comment(web.actor(), proposal),
    )


@bp.post("/proposals/<int:proposal_id>/comments/<int:comment_id>/resolution")
@access("proposals.write")
def comment_resolve(proposal_id: int, comment_id: int) -> Response:
    """What it was about is settled."""
    proposal = ours(proposal_id)
    comment = web.found(comment_by_id(proposal, comment_id))
    resolve_comment(proposal, comment, actor=web.actor(), now=web.now())
    flash(_("The comment is settled."), "success")
    return web.see_other(url_for("proposals.comment_list", proposal_id=proposal_id))
