"""A team's proposals: start one, see how far it is, take it back, go on to the next stage."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import i18n, slots, web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.places import goes_first
from cop.directory.queries import own_organisations
from cop.kernel.errors import Invalid
from cop.proposals.check_reading import check_told
from cop.proposals.comments import open_counts
from cop.proposals.deadlines import window_for
from cop.proposals.forms import StartForm
from cop.proposals.models import Proposal
from cop.proposals.paper import paper_of
from cop.proposals.queries import draft_of, proposal_by_id, proposals_of_team
from cop.proposals.reading import findings_of, no_longer_asked, tasks_of
from cop.proposals.rules.standing import is_reopened
from cop.proposals.rules.team import enters_paper, is_of_team
from cop.proposals.rules.workflow import WORKFLOW, can_write
from cop.proposals.services.reopen import facts_of
from cop.proposals.services.start import continue_proposal, start_proposal
from cop.proposals.services.submit import withdraw_proposal
from cop.proposals.states import ProposalState
from cop.proposals.submissions import versions_of
from cop.proposals.team import own_part

ACTS = ("withdraw", "continue", "reopen")
bp = i18n.page_blueprint("proposals", __name__)


def own(proposal_id: int) -> Proposal:
    """A proposal that the reader may see."""
    return web.found(proposal_by_id(proposal_id, web.actor()))


@bp.get("/proposals")
@access("proposals.write")
def proposal_list() -> str:
    """What the reader's organisations have written."""
    rows = proposals_of_team(web.actor())
    titles = {row.id: definition_of(row.call_version).title for row in rows}
    windows = {row.id: window_for(row) for row in rows}
    return render_template("proposals/proposal_list.html", rows=rows, titles=titles, windows=windows)


@bp.route("/calls/<code>/proposals/new", methods=["GET", "POST"])
@access("proposals.write")
def proposal_new(code: str) -> str | tuple[str, int] | Response:
    """Who leads, in which language: everything else is in the draft."""
    call = web.found(call_by_code(code, web.actor()))
    definition = definition_of(version_in_force(call))
    organisations = own_organisations(web.actor(), to_write=True)
    language = web.language() if web.language() in definition.proposal_languages else definition.authoritative
    form = StartForm(data={"language": language})
    form.offer(organisations, definition)
    if form.validate_on_submit():
        chosen = next(row for row in organisations if row.id == form.organisation.data)
        try:
            proposal = start_proposal(
                call, chosen, language=text_of(form.language), actor=web.actor(), now=web.now()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal.id))
    page = render_template(
        "proposals/proposal_new.html",
        call=call,
        definition=definition,
        form=form,
        organisations=organisations,
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/proposals/<int:proposal_id>")
@access("proposals.write")
@goes_first
def proposal_show(proposal_id: int) -> str:
    """The task list while it is written; where it stands once it is handed in."""
    proposal = own(proposal_id)
    definition = definition_of(proposal.call_version)
    draft = draft_of(proposal)
    writes = can_write(web.actor(), proposal) and draft is not None
    versions = [] if proposal.state == ProposalState.DRAFT else versions_of(proposal, proposal.stage)
    facts = facts_of(proposal, now=web.now())
    return render_template(
        "proposals/proposal_show.html",
        proposal=proposal,
        definition=definition,
        stage=definition.stage(proposal.stage),
        window=facts.window,
        draft=draft,
        versions=versions,
        is_reopened=is_reopened(proposal),
        writes=writes,
        tasks=tasks_of(proposal, draft, definition) if writes and draft else [],
        comments=open_counts(proposal, definition.stage(proposal.stage)) if writes else {},
        findings=findings_of(proposal, draft, definition, now=web.now()) if writes and draft else [],
        unasked=no_longer_asked(proposal, draft, definition) if writes and draft else [],
        told=check_told(proposal, versions[0] if versions else None, web.actor(), now=web.now()),
        acts={name for name in ACTS if not WORKFLOW.why_not(name, proposal, web.actor(), facts)},
        is_own=is_of_team(proposal, web.actor()),
        entry=paper_of(proposal) if enters_paper(proposal, web.actor()) else None,
        is_over=facts.window.is_over(facts.now),
        part=own_part(proposal, draft, web.actor()) if draft else None,
        parts=slots.parts("proposal_page", proposal=proposal),
    )


@bp.post("/proposals/<int:proposal_id>/withdrawal")
@access("proposals.write")
def proposal_withdraw(proposal_id: int) -> Response:
    withdraw_proposal(own(proposal_id), actor=web.actor(), now=web.now())
    flash(_("The proposal is withdrawn."), "success")
    return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal_id))


@bp.post("/proposals/<int:proposal_id>/continuation")
@access("proposals.write")
def proposal_continue(proposal_id: int) -> Response:
    """Open the full proposal, filled in from the concept note."""
    continue_proposal(own(proposal_id), actor=web.actor(), now=web.now())
    flash(_("Your full proposal is open. What you wrote in the concept note is in it."), "success")
    return web.see_other(url_for("proposals.proposal_show", proposal_id=proposal_id))
