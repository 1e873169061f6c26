"""The documents of a draft and of what was handed in."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.files.forms import inspected
from cop.files.queries import blob_by_id
from cop.files.services import send
from cop.kernel.errors import Invalid, NotFound
from cop.proposals.forms import DocumentForm
from cop.proposals.models import Proposal
from cop.proposals.rules.snapshot import has_document
from cop.proposals.rules.team import is_of_team
from cop.proposals.services.documents import add_document, remove_document
from cop.proposals.views.applicant import bp, own
from cop.proposals.views.writing import Answer, writable


@bp.route("/proposals/<int:proposal_id>/documents", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def documents_edit(proposal_id: int) -> Answer:
    """The documents that the call asks for; each is checked when it arrives."""
    form = DocumentForm()
    upload = inspected(form)
    proposal, draft = writable(proposal_id)
    if upload is not None:
        try:
            add_document(proposal, text_of(form.question), upload, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The document is here."), "success")
            return web.see_other(url_for("proposals.documents_edit", proposal_id=proposal_id))
    definition = definition_of(proposal.call_version)
    page = render_template(
        "proposals/documents_edit.html",
        proposal=proposal,
        draft=draft,
        definition=definition,
        stage=definition.stage(draft.stage),
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/proposals/<int:proposal_id>/documents/<int:document_id>/removal")
@access("proposals.write")
@goes_first
def document_remove(proposal_id: int, document_id: int) -> Response:
    remove_document(own(proposal_id), document_id, actor=web.actor(), now=web.now())
    flash(_("The document is removed."), "success")
    return web.see_other(url_for("proposals.documents_edit", proposal_id=proposal_id))


@bp.get("/proposals/<int:proposal_id>/documents/<int:blob_id>")
@access("proposals.write")
def document_show(proposal_id: int, blob_id: int) -> Response:
    """A document: of a draft for its team, for others only of what was handed in."""
    proposal = own(proposal_id)
    handed_in = any(has_document(row.content, blob_id) for row in proposal.submissions)
    is_ours = is_of_team(proposal, web.actor())
    if not handed_in and not (is_ours and _is_in_a_draft(proposal, blob_id)):
        raise NotFound
    return send(web.found(blob_by_id(blob_id)))


def _is_in_a_draft(proposal: Proposal, blob_id: int) -> bool:
    return any(row.blob_id == blob_id for draft in proposal.drafts for row in draft.documents)
