"""Staff decide whether a submission is eligible."""

from datetime import datetime

from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, Stale
from cop.kernel.messages import N_, say
from cop.proposals.events import EligibilityDecided
from cop.proposals.models import Check, Submission
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.hold import hold
from cop.proposals.services.reopen import facts_of
from cop.proposals.states import ProposalState

NEWER = N_("The team has handed in a newer version. Read that one, then decide.")


def check_submission(
    submission: Submission, *, is_eligible: bool, paragraph: str, reason: str, actor: Actor, now: datetime
) -> Check:
    """Record the decision; one that excludes names the call's paragraph and the reason (else Invalid).

    Raises Stale when the team has handed in a newer version than the one decided on.
    """
    proposal = submission.proposal
    refuse_own_call(proposal.call_id, actor)
    hold(proposal)
    db.session.refresh(submission, ["replaced_at"])
    if submission.replaced_at is not None:
        raise Stale(say(NEWER))
    verb = "accept" if is_eligible else "refuse"
    target = WORKFLOW.target(verb, proposal, actor, facts_of(proposal, now=now))
    if not is_eligible and not (paragraph and reason):
        raise Invalid(
            fields={
                "reason": say(
                    N_("Name the paragraph of the call and the reason: the applicant will read them.")
                )
            }
        )
    check = Check(
        submission_id=submission.id,
        is_eligible=is_eligible,
        paragraph=paragraph,
        reason=reason,
        checked_at=now,
        checked_by=actor.user_id,
    )
    db.session.add(check)
    proposal.state = ProposalState(target)
    proposal.reopened_at = None
    verb = "proposal.found_eligible" if is_eligible else "proposal.found_ineligible"
    record(
        verb, proposal, actor=actor, now=now, submission=submission.number, paragraph=paragraph, reason=reason
    )
    events.publish(EligibilityDecided(proposal.id, submission.id, is_eligible))
    return check
