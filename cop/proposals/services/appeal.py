"""A team that was told it is not eligible appeals once; somebody other than who decided answers."""

from datetime import datetime

from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.check_mails import mail_appeal_answered, mail_appeal_received
from cop.proposals.check_models import Appeal, Check
from cop.proposals.events import EligibilityDecided
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.check import check_facts
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.hold import hold
from cop.proposals.states import ProposalState


def appeal_check(check: Check, *, text: str, actor: Actor, now: datetime) -> Appeal:
    """Ask for another look; raises Denied, TooLate, or Refused when there was an appeal already."""
    proposal = check.submission.proposal
    _hold(check)
    WORKFLOW.target("appeal", proposal, actor, check_facts(check.submission, check, now=now))
    appeal = Appeal(check_id=check.id, text=text, made_at=now, made_by=actor.user_id)
    check.appeal = appeal
    record("proposal.appealed", proposal, actor=actor, now=now, text=text)
    mail_appeal_received(check, now=now)
    return appeal


def answer_appeal(check: Check, *, is_upheld: bool, answer: str, actor: Actor, now: datetime) -> None:
    """Upheld, the proposal is eligible and goes on; else it stays out. Raises Denied for whoever decided before."""
    proposal = check.submission.proposal
    refuse_own_call(proposal.call_id, actor)
    _hold(check)
    verb = "uphold" if is_upheld else "dismiss"
    target = WORKFLOW.target(verb, proposal, actor, check_facts(check.submission, check, now=now))
    appeal = check.appeal
    assert appeal is not None  # noqa: S101 - the guard of both says that one waits
    appeal.is_upheld, appeal.answer, appeal.answered_at, appeal.answered_by = (
        *(is_upheld, answer, now),
        actor.user_id,
    )
    proposal.state = ProposalState(target)
    verb = "proposal.appeal_upheld" if is_upheld else "proposal.appeal_dismissed"
    record(verb, proposal, actor=actor, now=now, answer=answer)
    mail_appeal_answered(check, now=now)
    if is_upheld:
        events.publish(EligibilityDecided(proposal.id, check.submission_id, is_eligible=True))


def _hold(check: Check) -> None:
    """Two who act at once: the second sees what the first did."""
    hold(check.submission.proposal)
    db.session.refresh(check)
