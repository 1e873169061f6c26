"""What a reviewer does: see what waits, declare, read, mark, hand in."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import i18n, web
from cop.core.access import access
from cop.core.forms import text_of
from cop.files.queries import blob_by_id
from cop.files.services import send
from cop.kernel.errors import Invalid, Refused, Stale
from cop.proposals.checks import is_answer, requests_of
from cop.proposals.reading import definition_under, moved_in
from cop.proposals.rules.snapshot import has_document
from cop.proposals.states import ProposalState
from cop.reviews.forms import DeclarationForm, ReviewForm, form_of_grid
from cop.reviews.models import Assignment, Declaration
from cop.reviews.queries import assignment_by_id, assignments_of_reviewer
from cop.reviews.services.review import declare, grid_of, refuse_outsiders, save_review, submit_review

bp = i18n.page_blueprint("reviews", __name__)


def _own(assignment_id: int) -> Assignment:
    """An assignment of the reader; another's does not exist."""
    assignment = web.found(assignment_by_id(assignment_id, web.actor()))
    return web.found(assignment if assignment.reviewer_id == web.actor().user_id else None)


@bp.get("/reviews")
@access("reviews.review")
def review_list() -> str:
    """What the reader has been given."""
    return render_template("reviews/review_list.html", rows=assignments_of_reviewer(web.actor()))


@bp.route("/reviews/<int:assignment_id>/declaration", methods=["GET", "POST"])
@access("reviews.review")
def declaration_show(assignment_id: int) -> str | tuple[str, int] | Response:
    """Before anything else: is there a conflict of interest? Only who applies is shown here."""
    assignment = _own(assignment_id)
    form = DeclarationForm()
    if form.validate_on_submit():
        try:
            words = text_of(form.conflict)
            declare(assignment, form.value(), conflict=words, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            return _after_declaration(assignment)
    page = render_template("reviews/declaration_show.html", assignment=assignment, form=form)
    return page, 422 if form.is_submitted() else 200


def _after_declaration(assignment: Assignment) -> Response:
    if assignment.declaration == Declaration.CONFLICT:
        flash(_("Thank you. The secretariat will find somebody else."), "success")
        return web.see_other(url_for("reviews.review_list"))
    return web.see_other(url_for("reviews.review_edit", assignment_id=assignment.id))


@bp.route("/reviews/<int:assignment_id>", methods=["GET", "POST"])
@access("reviews.review")
def review_edit(assignment_id: int) -> str | tuple[str, int] | Response:
    """The proposal beside the grid; saved as one goes, handed in when it is whole."""
    assignment = _own(assignment_id)
    if assignment.declaration != Declaration.NO_CONFLICT:
        return web.see_other(url_for("reviews.declaration_show", assignment_id=assignment_id))
    refuse_outsiders(assignment, web.actor())
    form = form_of_grid(grid_of(assignment), assignment.review)
    if not form.is_submitted():
        return _page(assignment, form)
    if not form.validate():
        return _page(assignment, form), 422
    try:
        _save(assignment, form)
        if request.form.get("act") == "submit":
            submit_review(assignment, actor=web.actor(), now=web.now())
    except Stale:
        return _stale(assignment, form)
    except Invalid as error:
        form.refuse(error)
        return _page(assignment, form), 422
    handed_in = assignment.review is not None and assignment.review.submitted_at is not None
    flash(_("Your review is handed in. Thank you.") if handed_in else _("Saved."), "success")
    return web.see_other(url_for("reviews.review_edit", assignment_id=assignment_id))


def _save(assignment: Assignment, form: ReviewForm) -> None:
    save_review(
        assignment,
        marks=form.marks(),
        comments=form.comments(),
        comment=text_of(form.comment),
        version=form.version.data or 0,
        actor=web.actor(),
        now=web.now(),
    )


def _stale(assignment: Assignment, form: ReviewForm) -> tuple[str, int]:
    """What is kept is shown beside what was typed; saving again replaces it."""
    review = web.found(assignment.review)
    form.version.data, form.version.raw_data = review.version, None
    return _page(assignment, form, newer=review), 409


def _page(assignment: Assignment, form: ReviewForm, **more: object) -> str:
    submission = assignment.submission
    definition = definition_under(submission)
    return render_template(
        "reviews/review_edit.html",
        assignment=assignment,
        submission=submission,
        definition=definition,
        stage=definition.stage(submission.stage),
        grid=grid_of(assignment),
        form=form,
        answered=[row for row in requests_of(submission.proposal, submission.stage) if row.answered_at],
        moved=moved_in(submission),
        is_over=submission.proposal.state != ProposalState.IN_REVIEW
        or submission.stage != submission.proposal.stage,
        **more,
    )


@bp.get("/reviews/<int:assignment_id>/documents/<int:blob_id>")
@access("reviews.review")
def document_show(assignment_id: int, blob_id: int) -> Response:
    """A document of the proposal, for whoever declared no conflict."""
    assignment = _own(assignment_id)
    if assignment.declaration != Declaration.NO_CONFLICT:
        raise Refused
    refuse_outsiders(assignment, web.actor())
    submission = assignment.submission
    answered = is_answer(submission.proposal_id, blob_id, submission.stage)
    web.found(has_document(submission.content, blob_id) or answered or None)
    return send(web.found(blob_by_id(blob_id)))
