"""The documents of a draft and of what was handed in."""

from flask import Response as PlainResponse
from flask import flash, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import i18n, web
from cop.core.access import access
from cop.core.db import reading
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.core.unit import rollback
from cop.files.forms import inspected
from cop.files.queries import blob_by_id
from cop.files.rules import Upload
from cop.files.services import send
from cop.kernel.errors import Invalid, NotFound, Refused
from cop.proposals.checks import is_answer
from cop.proposals.document_forms import DocumentForm, PieceForm
from cop.proposals.models import Proposal
from cop.proposals.rules.snapshot import has_document
from cop.proposals.rules.team import enters_paper, is_of_team
from cop.proposals.services.documents import add_document, remove_document
from cop.proposals.services.pieces import add_arrived, put_together, received_of, take_piece
from cop.proposals.views.applicant import bp, own
from cop.proposals.views.writing import Answer, refuse_strangers, writable


@bp.route("/proposals/<int:proposal_id>/documents", methods=["GET", "POST"])
@access("proposals.write")
@goes_first
def documents_edit(proposal_id: int) -> Answer:
    """The documents that the call asks for; each is checked when it arrives."""
    form = DocumentForm()
    if form.is_submitted():
        refuse_strangers(proposal_id)
    form.whole = _put_together(proposal_id, form) if text_of(form.arrived) else None
    upload = inspected(form)
    proposal, draft = writable(proposal_id)
    if upload is not None:
        try:
            _keep(proposal, form, upload)
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


def _put_together(proposal_id: int, form: DocumentForm) -> Upload | None:
    """The file that came in pieces, read before the one transaction begins."""
    with reading():
        upload = put_together(
            own(proposal_id), text_of(form.question), text_of(form.arrived), actor=web.actor()
        )
    rollback()
    return upload


def _keep(proposal: Proposal, form: DocumentForm, upload: Upload) -> None:
    question, actor, now = text_of(form.question), web.actor(), web.now()
    if form.whole is None:
        add_document(proposal, question, upload, actor=actor, now=now)
    else:
        add_arrived(proposal, question, upload, text_of(form.arrived), actor=actor, now=now)


@bp.get("/proposals/<int:proposal_id>/pieces")
@access("proposals.write")
@goes_first
def pieces_show(proposal_id: int) -> PlainResponse:
    """How much of a file is here already: where static/js/pages/pieces.js goes on."""
    asked = request.args.get("question", ""), request.args.get("sha256", "")
    return jsonify(received=received_of(own(proposal_id), *asked, actor=web.actor()))


@bp.post("/proposals/<int:proposal_id>/pieces")
@access("proposals.write")
@goes_first
def piece_add(proposal_id: int) -> PlainResponse | tuple[PlainResponse, int]:
    """A piece of a file; the answer says how much is here now, or why it is not taken."""
    form, proposal = PieceForm(), own(proposal_id)
    if not form.validate():
        return jsonify(said=_("This piece could not be read.")), 422
    try:
        arriving = take_piece(proposal, text_of(form.question), form.sent(), actor=web.actor(), now=web.now())
    except (Invalid, Refused) as error:
        return jsonify(said=i18n.sentence(error.message)), error.status
    return jsonify(received=arriving.received)


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
    handed_in = handed_in or is_answer(proposal_id, blob_id)
    is_ours = is_of_team(proposal, web.actor()) or enters_paper(proposal, web.actor())
    if not handed_in and not (is_ours and _is_in_a_draft(proposal, blob_id)):
        raise NotFound
    return send(web.found(blob_by_id(blob_id)))


def _is_in_a_draft(proposal: Proposal, blob_id: int) -> bool:
    return any(row.blob_id == blob_id for draft in proposal.drafts for row in draft.documents)
