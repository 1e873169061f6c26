"""Four eyes: a second officer confirms a decision on eligibility, or sends it back with a reason."""

from datetime import datetime

from cop.activity.services import record
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.check_models import Check
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.check import check_facts, hold_check, put_in_force
from cop.proposals.states import CheckState


def confirm_check(check: Check, *, actor: Actor, now: datetime) -> None:
    """The decision holds from now on; raises Denied for whoever proposed it, Refused when none waits."""
    _hold(check, actor)
    facts = check_facts(check.submission, check, now=now)
    WORKFLOW.target(
        "send_back", check.submission.proposal, actor, facts
    )  # what may be sent back may be confirmed
    put_in_force(check, facts, actor=actor, now=now)
    check.second_at, check.second_by = now, actor.user_id


def send_back_check(check: Check, *, reason: str, actor: Actor, now: datetime) -> None:
    """The decision is to be made anew, for a reason that the first officer reads."""
    _hold(check, actor)
    proposal = check.submission.proposal
    WORKFLOW.target("send_back", proposal, actor, check_facts(check.submission, check, now=now))
    check.state = CheckState.RETURNED
    check.second_at, check.second_by, check.second_reason = now, actor.user_id, reason
    record(
        "proposal.check_sent_back",
        proposal,
        actor=actor,
        now=now,
        submission=check.submission.number,
        reason=reason,
    )


def _hold(check: Check, actor: Actor) -> None:
    """Two who confirm at once: the second sees what the first did."""
    hold_check(check.submission, actor)
    db.session.refresh(check, ["state", "checked_by", "is_eligible"])
