"""Proposals that came on paper: entered by an officer, their scans, and the letters that answer them."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of, version_in_force, window_of
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.files.forms import inspected
from cop.files.services import send
from cop.kernel.errors import Invalid
from cop.proposals.paper import addresses_of, letter_by_id, letters_to_print, paper_of
from cop.proposals.paper_forms import FirstPaperForm, PaperForm
from cop.proposals.queries import proposal_by_id
from cop.proposals.services.paper import SCANS, enter_next_paper, enter_paper, note_posted, refuse_paper
from cop.proposals.views.listing import call_for
from cop.proposals.views.staff import bp

Answer = str | tuple[str, int] | Response


@bp.route("/calls/<code>/proposals/on-paper", methods=["GET", "POST"])
@access("proposals.check")
def paper_new(code: str) -> Answer:
    """Who sent it and when it was received; then it is typed into the draft as everybody writes one."""
    call = call_for(code)
    refuse_paper(call, 1, actor=web.actor(), now=web.now())
    window, definition = window_of(call, 1), definition_of(version_in_force(call))
    form = FirstPaperForm(zone=window.zone, definition=definition)
    if scan := inspected(form, kinds=SCANS):
        paper, language = form.paper(scan), text_of(form.language)
        try:
            proposal = enter_paper(
                call, form.lead(), paper, language=language, actor=web.actor(), now=web.now()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("It is entered. Write now what the paper says."), "success")
            return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal.id))
    page = render_template(
        "proposals/paper_new.html", call=call, definition=definition, window=window, form=form
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/proposals/<int:proposal_id>/paper", methods=["GET", "POST"])
@access("proposals.check")
def paper_next(proposal_id: int) -> Answer:
    """The next stage of a proposal came on paper too."""
    proposal = web.found(proposal_by_id(proposal_id, web.actor()))
    refuse_paper(proposal.call, proposal.stage, actor=web.actor(), now=web.now())
    window = window_of(proposal.call, proposal.stage)
    form = PaperForm(zone=window.zone)
    if scan := inspected(form, kinds=SCANS):
        try:
            enter_next_paper(proposal, form.paper(scan), actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("It is entered. Write now what the paper says."), "success")
            return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal.id))
    definition = definition_of(proposal.call_version)
    page = render_template(
        "proposals/paper_new.html", call=proposal.call, definition=definition, window=window, form=form
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/proposals/<int:proposal_id>/scans/<int:stage>")
@access("proposals.manage")
def scan_show(proposal_id: int, stage: int) -> Response:
    """The scan of the paper, for whoever compares it with what was typed."""
    proposal = web.found(proposal_by_id(proposal_id, web.actor()))
    return send(web.found(paper_of(proposal, stage)).scan)


@bp.get("/calls/<code>/letters-to-print")
@access("proposals.check")
def letter_list(code: str) -> str:
    """What senders without a mail address are to be told."""
    call = call_for(code)
    letters = letters_to_print(call.id)
    addresses = addresses_of([letter.proposal_id for letter in letters])
    return render_template(
        "proposals/letter_list.html",
        call=call,
        definition=definition_of(version_in_force(call)),
        letters=letters,
        addresses=addresses,
    )


@bp.post("/letters/<int:letter_id>/posting")
@access("proposals.check")
def letter_post(letter_id: int) -> Response:
    """It is printed and on its way."""
    letter = web.found(letter_by_id(letter_id))
    note_posted(letter, actor=web.actor(), now=web.now())
    flash(_("The letter is off the list."), "success")
    return web.see_other(url_for("proposals_staff.letter_list", code=letter.proposal.call.code))
