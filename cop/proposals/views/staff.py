"""A proposal as the secretariat sees it, and the check of it."""

from flask import render_template

from cop.calls.queries import definition_of
from cop.core import i18n, slots, web
from cop.core.access import access
from cop.core.templating import may
from cop.proposals.check_forms import CheckForm
from cop.proposals.check_reading import check_shown
from cop.proposals.deadlines import window_for
from cop.proposals.models import Proposal
from cop.proposals.paper import paper_of
from cop.proposals.queries import proposal_by_id, submission_of
from cop.proposals.reading import definition_under, findings_in, moved_in
from cop.proposals.rules.standing import is_in_writing, is_reopened
from cop.proposals.rules.workflow import STATE_KINDS, STATE_NAMES, WORKFLOW
from cop.proposals.services.paper import why_no_paper
from cop.proposals.services.reopen import facts_of
from cop.proposals.states import ProposalState
from cop.proposals.submissions import versions_of

bp = i18n.page_blueprint("proposals_staff", __name__)


def _proposal(proposal_id: int) -> Proposal:
    return web.found(proposal_by_id(proposal_id, web.actor()))


@bp.get("/proposals/<int:proposal_id>/file")
@access("proposals.manage")
def proposal_show(proposal_id: int) -> str:
    """One proposal as the secretariat sees it: what was handed in, the check, and what higher features know of it."""
    return page(_proposal(proposal_id))


def page(proposal: Proposal, form: CheckForm | None = None) -> str:
    """The same with a decision that was refused."""
    submission = submission_of(proposal, proposal.stage) or submission_of(proposal, 1)
    definition = definition_under(submission) if submission else definition_of(proposal.call_version)
    facts = facts_of(proposal, now=web.now())
    may_reopen = not WORKFLOW.why_not("reopen_late", proposal, web.actor(), facts)
    shown = check_shown(submission, web.actor(), now=web.now()) if submission else None
    may_check = shown is not None and "decide" in shown.acts
    if submission is not None and may_check and form is None:
        form = CheckForm(formdata=None, seen=submission.id)
        form.offer(definition)
    may_enter = may("proposals.check") and proposal.stage > 1 and proposal.state == ProposalState.DRAFT
    return render_template(
        "proposals/staff_show.html",
        proposal=proposal,
        definition=definition,
        submission=submission,
        stage=definition.stage(submission.stage if submission else 1),
        versions=versions_of(proposal, submission.stage) if submission else [],
        reopened_until=facts.window.closes_at if is_reopened(proposal) else None,
        may_reopen=may_reopen and may("proposals.check"),
        shown=shown,
        findings=findings_in(submission) if submission else [],
        moved=moved_in(submission) if submission else None,
        window=window_for(proposal),
        form=form if may_check else None,
        entry=paper_of(proposal),
        is_in_writing=is_in_writing(proposal),
        may_enter=may_enter,
        why_no_paper=may_enter
        and why_no_paper(proposal.call, proposal.stage, actor=web.actor(), now=web.now()),
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
        parts=slots.parts("proposal_page", proposal=proposal),
    )
