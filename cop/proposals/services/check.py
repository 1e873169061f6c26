"""Staff decide whether a submission is eligible; where the call wants four eyes, a second officer confirms."""

from dataclasses import dataclass, replace
from datetime import datetime

from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, Stale
from cop.kernel.messages import N_, say
from cop.proposals.check_models import Check
from cop.proposals.checks import checked_of
from cop.proposals.events import EligibilityDecided
from cop.proposals.models import Submission
from cop.proposals.queries import check_of
from cop.proposals.rules.standing import Facts
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.hold import hold
from cop.proposals.services.reopen import facts_of
from cop.proposals.states import CheckState, ProposalState

NEWER = N_("The team has handed in a newer version. Read that one, then decide.")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided; one that excludes names the call's paragraph, or a rule that rests on it, and the reason."""

    is_eligible: bool
    paragraph: str = ""
    rule: str = ""
    reason: str = ""


def check_facts(submission: Submission, check: Check | None, *, now: datetime) -> Facts:
    """What the workflow asks about the check of a submission: as of now, also where it came on paper before."""
    facts = facts_of(submission.proposal, now=now, checked=checked_of(submission, check, now=now))
    return replace(facts, now=now)


def check_submission(submission: Submission, ruling: Ruling, *, actor: Actor, now: datetime) -> Check:
    """Decide, or propose to a second officer; raises Denied, Refused, or Invalid for an exclusion without its ground.

    Raises Stale when the team has handed in a newer version than the one decided on.
    """
    hold_check(submission, actor)
    check = check_of(submission)
    facts = check_facts(submission, check, now=now)
    WORKFLOW.target("decide", submission.proposal, actor, facts)
    if not ruling.is_eligible and not (ruling.paragraph and ruling.reason):
        message = N_("Name the paragraph of the call and the reason: the applicant will read them.")
        raise Invalid(fields={"reason": say(message)})
    check = _write(submission, check, ruling, actor=actor, now=now)
    if facts.checked.four_eyes:
        check.state = CheckState.PROPOSED
        _record("proposal.check_proposed", check, actor=actor, now=now)
    else:
        put_in_force(check, facts, actor=actor, now=now)
    return check


def hold_check(submission: Submission, actor: Actor) -> None:
    """Hold the proposal; raises Denied for whoever applies in the call, Stale when something newer counts."""
    proposal = submission.proposal
    refuse_own_call(proposal.call_id, actor)
    hold(proposal)
    db.session.refresh(submission, ["replaced_at"])
    if submission.replaced_at is not None:
        raise Stale(say(NEWER))


def _write(
    submission: Submission, check: Check | None, ruling: Ruling, *, actor: Actor, now: datetime
) -> Check:
    """The row of the decision: a new one, or the one that was sent back."""
    if check is None:
        check = Check(
            submission_id=submission.id,
            is_eligible=ruling.is_eligible,
            checked_at=now,
            checked_by=actor.user_id,
        )
        db.session.add(check)
    check.is_eligible, check.checked_at, check.checked_by = ruling.is_eligible, now, actor.user_id
    check.paragraph, check.rule, check.reason = ruling.paragraph, ruling.rule, ruling.reason
    check.second_at, check.second_by, check.second_reason = None, None, ""
    db.session.flush()
    return check


def put_in_force(check: Check, facts: Facts, *, actor: Actor, now: datetime) -> None:
    """The decision holds: the proposal moves."""
    submission = check.submission
    proposal = submission.proposal
    target = WORKFLOW.target("accept" if check.is_eligible else "refuse", proposal, actor, facts)
    check.state, proposal.state, proposal.reopened_at = CheckState.IN_FORCE, ProposalState(target), None
    verb = "proposal.found_eligible" if check.is_eligible else "proposal.found_ineligible"
    _record(verb, check, actor=actor, now=now)
    events.publish(EligibilityDecided(proposal.id, submission.id, check.is_eligible))


def _record(verb: str, check: Check, *, actor: Actor, now: datetime) -> None:
    submission = check.submission
    record(
        verb,
        submission.proposal,
        actor=actor,
        now=now,
        submission=submission.number,
        is_eligible=check.is_eligible,
        paragraph=check.paragraph,
        rule=check.rule,
        reason=check.reason,
    )
