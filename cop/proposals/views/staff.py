"""A proposal as the secretariat sees it, and the check of it."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.queries import definition_of
from cop.core import i18n, slots, web
from cop.core.access import access
from cop.core.forms import text_of
from cop.core.templating import may
from cop.kernel.errors import Invalid, Stale
from cop.kernel.messages import say
from cop.kernel.money import Money
from cop.proposals.deadlines import window_for
from cop.proposals.forms import CheckForm
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import check_of, proposal_by_id, submission_of
from cop.proposals.reading import Drift, asked_before, definition_under, drift_of, findings_in
from cop.proposals.rules.standing import is_reopened
from cop.proposals.rules.workflow import STATE_KINDS, STATE_NAMES, WORKFLOW
from cop.proposals.services.check import NEWER, check_submission
from cop.proposals.services.reopen import facts_of
from cop.proposals.submissions import versions_of

bp = i18n.page_blueprint("proposals_staff", __name__)


def _proposal(proposal_id: int) -> Proposal:
    return web.found(proposal_by_id(proposal_id, web.actor()))


@bp.get("/proposals/<int:proposal_id>/file")
@access("proposals.manage")
def proposal_show(proposal_id: int) -> str:
    """One proposal as the secretariat sees it: what was handed in, the check, and what higher features know of it."""
    return _page(_proposal(proposal_id))


def _page(proposal: Proposal, form: CheckForm | None = None) -> str:
    submission = submission_of(proposal, proposal.stage) or submission_of(proposal, 1)
    definition = definition_under(submission) if submission else definition_of(proposal.call_version)
    facts = facts_of(proposal, now=web.now())
    acts = {
        name for name in ("accept", "reopen_late") if not WORKFLOW.why_not(name, proposal, web.actor(), facts)
    }
    may_check = submission is not None and "accept" in acts
    if submission is not None and may_check and form is None:
        form = CheckForm(formdata=None, seen=submission.id)
        form.offer(definition)
    return render_template(
        "proposals/staff_show.html",
        proposal=proposal,
        definition=definition,
        submission=submission,
        stage=definition.stage(submission.stage if submission else 1),
        versions=versions_of(proposal, submission.stage) if submission else [],
        reopened_until=facts.window.closes_at if is_reopened(proposal) else None,
        may_reopen=acts & {"reopen_late"} and may("proposals.check"),
        check=check_of(submission) if submission else None,
        findings=findings_in(submission) if submission else [],
        drift=_drift(submission) if submission else None,
        window=window_for(proposal),
        form=form if may_check else None,
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
        parts=slots.parts("proposal_page", proposal=proposal),
    )


def _drift(submission: Submission) -> Drift | None:
    if submission.requested is None:
        return None
    before = asked_before(submission.proposal, submission.stage)
    return drift_of(before, Money(submission.requested, submission.currency))


@bp.post("/proposals/<int:proposal_id>/check")
@access("proposals.check")
def check_new(proposal_id: int) -> tuple[str, int] | Response:
    """Decide whether what was handed in is eligible."""
    proposal = _proposal(proposal_id)
    submission = web.found(submission_of(proposal, proposal.stage))
    form = CheckForm()
    form.offer(definition_of(proposal.call_version))
    if not form.validate():
        return _page(proposal, form), 422
    if text_of(form.seen) not in {"", str(submission.id)}:
        raise Stale(say(NEWER))
    try:
        check_submission(
            submission,
            is_eligible=form.is_eligible,
            paragraph=text_of(form.paragraph),
            reason=text_of(form.reason),
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _page(proposal, form), 422
    flash(_("The decision is recorded."), "success")
    return web.see_other(url_for("proposals_staff.proposal_show", proposal_id=proposal_id))
