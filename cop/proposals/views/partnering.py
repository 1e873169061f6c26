"""What partners do themselves: confirm that they take part, write their own part, add their documents."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.files.forms import inspected
from cop.kernel.errors import Invalid, NotFound, Stale
from cop.kernel.messages import N_, say
from cop.proposals.document_forms import DocumentForm
from cop.proposals.models import Partner, Proposal, StageDraft
from cop.proposals.services.mandate import ask_mandate, confirm_mandate
from cop.proposals.services.part import (
    add_own_document,
    base_of_part,
    part_for_writing,
    remove_own_document,
    save_part,
)
from cop.proposals.team import mandate_by_token
from cop.proposals.team_forms import MandateForm, MandateRequestForm, PartForm, TeamInviteForm
from cop.proposals.team_models import Mandate
from cop.proposals.views.applicant import bp, own
from cop.proposals.views.history import ours
from cop.proposals.views.team import partners_of, team_page
from cop.proposals.views.writing import Answer


@bp.post("/proposals/<int:proposal_id>/mandates")
@access("proposals.write")
def mandate_ask(proposal_id: int) -> Answer:
    """Ask whoever may speak for a partner, by mail."""
    proposal, form = ours(proposal_id), MandateRequestForm()
    if not form.validate():
        inviting = TeamInviteForm(formdata=None, data={"role": "writer"})
        inviting.offer(partners_of(proposal))
        return team_page(proposal, inviting, form), 422
    email = text_of(form.email)
    ask_mandate(proposal, text_of(form.partner), email=email, actor=web.actor(), now=web.now())
    flash(_("The question is on its way. You see here once the partner has confirmed."), "success")
    return web.see_other(url_for("proposals.team_show", proposal_id=proposal_id))


@bp.route("/mandates/<token>", methods=["GET", "POST"])
@access("public")
def mandate_show(token: str) -> Answer:
    """By the link in the mail, without an account: the sentence, and who confirms it."""
    mandate, form = mandate_by_token(token, web.now()), MandateForm()
    if mandate is None:
        raise NotFound(
            say(N_("This link is too old, or was replaced by a newer one. Ask the team for another."))
        )
    statement = mandate.statement or statement_for(mandate)
    if not form.validate_on_submit():
        page = render_template("proposals/mandate_show.html", mandate=mandate, form=form, statement=statement)
        return page, 422 if form.is_submitted() else 200
    name, function = text_of(form.name), text_of(form.function)
    confirm_mandate(mandate, statement=statement, name=name, function=function, now=web.now())
    return web.see_other(url_for("proposals.mandate_show", token=token))


def statement_for(mandate: Mandate) -> str:
    """What is signed, in the reader's language."""
    proposal = mandate.proposal
    return str(
        _(
            "%(partner)s takes part in “%(title)s” (%(number)s), knows its part in it, and lets %(lead)s speak for it here.",
            partner=mandate.partner_name,
            title=proposal.title or proposal.number,
            number=proposal.number,
            lead=proposal.organisation.name,
        )
    )


@bp.route("/proposals/<int:proposal_id>/part", methods=["GET", "POST"])
@access("proposals.write")
def part_edit(proposal_id: int) -> Answer:
    """The words about the partner's part, and the documents it brings."""
    proposal = own(proposal_id)
    draft, partner = part_for_writing(proposal, actor=web.actor())
    form = PartForm(data={"part": partner.part, "base": base_of_part(partner)})
    if not form.validate_on_submit():
        return _page(proposal, draft, partner, form), 422 if form.is_submitted() else 200
    try:
        save_part(proposal, text_of(form.part), base=text_of(form.base), actor=web.actor(), now=web.now())
    except Stale:
        form.base.data, form.base.raw_data = base_of_part(partner), None
        return _page(proposal, draft, partner, form, newer=partner.part), 409
    flash(_("Saved."), "success")
    return web.see_other(url_for("proposals.part_edit", proposal_id=proposal_id))


@bp.post("/proposals/<int:proposal_id>/part/documents")
@access("proposals.write")
def part_document_add(proposal_id: int) -> Answer:
    """A document of the partner's own; it is checked when it arrives."""
    adding = DocumentForm()
    upload = inspected(adding)
    proposal = own(proposal_id)
    draft, partner = part_for_writing(proposal, actor=web.actor())
    if upload is not None:
        try:
            add_own_document(proposal, text_of(adding.question), upload, actor=web.actor(), now=web.now())
        except Invalid as error:
            adding.refuse(error)
        else:
            flash(_("The document is here."), "success")
            return web.see_other(url_for("proposals.part_edit", proposal_id=proposal_id))
    form = PartForm(formdata=None, data={"part": partner.part, "base": base_of_part(partner)})
    return _page(proposal, draft, partner, form, adding=adding), 422


@bp.post("/proposals/<int:proposal_id>/part/documents/<int:document_id>/removal")
@access("proposals.write")
def part_document_remove(proposal_id: int, document_id: int) -> Response:
    remove_own_document(own(proposal_id), document_id, actor=web.actor(), now=web.now())
    flash(_("The document is removed."), "success")
    return web.see_other(url_for("proposals.part_edit", proposal_id=proposal_id))


def _page(proposal: Proposal, draft: StageDraft, partner: Partner, form: PartForm, **more: object) -> str:
    stage = definition_of(proposal.call_version).stage(draft.stage)
    own_documents = [row for row in draft.documents if row.partner_key == partner.key]
    return render_template(
        "proposals/part_edit.html",
        proposal=proposal,
        partner=partner,
        stage=stage,
        form=form,
        documents=own_documents,
        **{"adding": None, "newer": None, **more},
    )
