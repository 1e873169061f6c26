"""Check, declare, hand in; and the proof that it is in."""

from flask import Response as PlainResponse
from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import i18n, pdf, web
from cop.core.access import access
from cop.core.db import reading
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.core.unit import rollback
from cop.kernel.errors import Invalid, NotFound
from cop.kernel.ids import canonical_json, new_token
from cop.proposals.content import title_of
from cop.proposals.deadlines import window_for
from cop.proposals.forms import SubmitForm
from cop.proposals.models import Proposal, Submission
from cop.proposals.paper_forms import DECLARED_ON_PAPER
from cop.proposals.queries import submission_of
from cop.proposals.reading import content_for, definition_under, findings_of, problems_of
from cop.proposals.rules.team import hands_in
from cop.proposals.services.freeze import Frozen, freeze, freeze_whole
from cop.proposals.services.submit import submit_proposal
from cop.proposals.services.write import draft_for_writing
from cop.proposals.views.applicant import bp, own


@bp.route("/proposals/<int:proposal_id>/submission", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def submission_new(proposal_id: int) -> str | tuple[str, int] | Response:
    """Everything once more, the declaration, and the button."""
    form = SubmitForm()
    ready = _ready(proposal_id) if form.is_submitted() else None
    proposal = own(proposal_id)
    if not form.is_submitted():
        form.key.data = new_token()
        return _check_page(proposal, form)
    try:
        key, declared = text_of(form.key) or new_token(), bool(form.declared.data)
        submission = submit_proposal(
            proposal, key=key, declared=declared, actor=web.actor(), now=web.now(), ready=ready
        )
    except Invalid as error:
        form.refuse(error)
        return _check_page(proposal, form), 422
    flash(_("Your proposal is in."), "success")
    return web.see_other(url_for("proposals.receipt_show", proposal_id=proposal_id, stage=submission.stage))


def _ready(proposal_id: int) -> Frozen | None:
    """The snapshot, worked out before the one transaction begins: what hands in holds up everybody else who does."""
    with reading():
        ready = freeze_whole(own(proposal_id), now=web.now())
    rollback()
    return ready


def _check_page(proposal: Proposal, form: SubmitForm) -> str:
    draft = draft_for_writing(proposal, actor=web.actor())
    definition = definition_of(proposal.call_version)
    if proposal.on_paper_at is not None:
        form.declared.label.text = DECLARED_ON_PAPER
    return render_template(
        "proposals/submission_new.html",
        proposal=proposal,
        definition=definition,
        stage=definition.stage(draft.stage),
        window=window_for(proposal),
        content=freeze(proposal, draft, now=web.now()),
        moved=content_for(proposal, draft, definition).moved,
        problems=problems_of(proposal, draft, definition),
        findings=findings_of(proposal, draft, definition, now=web.now()),
        form=form,
        speaks=hands_in(proposal, web.actor()),
    )


def submission_asked(proposal_id: int, stage: int) -> Submission:
    """What was handed in at `stage`: the version that counts, or the one that the address asks for."""
    version = request.args.get("version", type=int)
    if version is not None and abs(version) > web.MOST_ID:
        raise NotFound
    return web.found(submission_of(own(proposal_id), stage, version=version))


@bp.get("/proposals/<int:proposal_id>/receipts/<int:stage>")
@access("proposals.write")
@goes_first
def receipt_show(proposal_id: int, stage: int) -> str:
    """Number, instant, digest: what an applicant keeps."""
    submission = submission_asked(proposal_id, stage)
    return render_template("proposals/receipt_show.html", **_receipt(submission))


def _receipt(submission: Submission) -> dict[str, object]:
    """What a receipt says: all of it as it was handed in, whatever the proposal has become since."""
    definition, number, sha256 = definition_under(submission), submission.number, submission.sha256
    stage = definition.stage(submission.stage)
    return {
        "submission": submission,
        "proposal": submission.proposal,
        "title": title_of(submission.content["answers"], stage) or submission.proposal.number,
        "definition": definition,
        "zone": stage.window.zone,
        "verify_url": web.absolute_url("proposals.receipt_check", number=number, sha256=sha256),
    }


@bp.get("/proposals/<int:proposal_id>/receipts/<int:stage>.pdf")
@access("proposals.write")
def receipt_pdf(proposal_id: int, stage: int) -> Response:
    """The receipt on paper, in the language of the proposal."""
    submission = submission_asked(proposal_id, stage)
    with i18n.in_language(submission.language):
        content = pdf.render_pdf("proposals/receipt.pdf.html", **_receipt(submission))
    return pdf.attachment(content, f"{submission.number}.pdf")


@bp.get("/proposals/<int:proposal_id>/receipts/<int:stage>.json")
@access("proposals.write")
def receipt_json(proposal_id: int, stage: int) -> Response:
    """What was handed in, byte for byte as its digest was made of it."""
    submission = submission_asked(proposal_id, stage)
    headers = {
        "Content-Disposition": f'attachment; filename="{submission.number}.json"',
        "Cache-Control": "private, no-store",
    }
    content = canonical_json(submission.content)
    return PlainResponse(content, mimetype="application/json", headers=headers)


@bp.get("/proposals/<int:proposal_id>/submissions/<int:stage>")
@access("proposals.write")
def submission_show(proposal_id: int, stage: int) -> str:
    """What was handed in, to read."""
    submission = submission_asked(proposal_id, stage)
    definition = definition_under(submission)
    return render_template(
        "proposals/submission_show.html",
        submission=submission,
        proposal=submission.proposal,
        definition=definition,
        stage=definition.stage(stage),
    )
