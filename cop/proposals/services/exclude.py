"""Tell all at once, before the reviewing is over, whose proposals are not eligible, so that they may appeal in time."""

from datetime import datetime

from sqlalchemy import update

from cop.activity.services import record
from cop.calls.models import Call
from cop.calls.queries import window_of
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Refused
from cop.kernel.messages import N_, first_few, say
from cop.proposals.check_mails import mail_ineligible
from cop.proposals.check_models import Check
from cop.proposals.checks import ineligible_of_stage, unchecked_numbers
from cop.proposals.deadlines import is_over_for_all
from cop.proposals.models import Submission
from cop.proposals.reading import definition_under
from cop.proposals.rules.checking import appeal_end
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.hold import hold_all
from cop.proposals.states import ProposalState


def announce_ineligible(call: Call, stage: int, *, actor: Actor, now: datetime) -> int:
    """Each team that is not eligible learns it and why; how many. Raises Denied, or Refused while others are not checked."""
    refuse_own_call(call.id, actor)
    if not is_over_for_all(call, stage, now):
        raise Refused(say(N_("This stage is still open: more proposals may come in until its deadline.")))
    if numbers := unchecked_numbers(call.id, stage):
        message = N_("All are told together, and these are not checked yet: %(numbers)s.")
        raise Refused(say(message, numbers=first_few(numbers)))
    hold_all([submission.proposal for submission, _check in ineligible_of_stage(call.id, stage)])
    checks = [check for _submission, check in ineligible_of_stage(call.id, stage)]
    if not checks:
        raise Refused(say(N_("There is nobody to tell.")))
    zone = window_of(call, stage).zone
    for check in checks:
        _tell(check, zone, actor=actor, now=now)
    return len(checks)


def _tell(check: Check, zone: str, *, actor: Actor, now: datetime) -> None:
    submission = check.submission
    proposal = submission.proposal
    proposal.state = ProposalState(WORKFLOW.target("exclude", proposal, actor))
    days = definition_under(submission).stage(submission.stage).check.appeal_days
    check.told_at, check.appeal_until = now, appeal_end(now, days, zone)
    record(
        "proposal.told_ineligible",
        proposal,
        actor=actor,
        now=now,
        submission=submission.number,
        appeal_until=check.appeal_until.isoformat() if check.appeal_until else "",
    )
    mail_ineligible(check, zone, now=now)


def note_told(submission: Submission, *, now: datetime) -> None:
    """Its team has just been told with all the others, so what excluded it may be read."""
    excluded = (Check.submission_id == submission.id) & Check.is_eligible.is_(False) & Check.told_at.is_(None)
    db.session.execute(update(Check).where(excluded).values(told_at=now))
