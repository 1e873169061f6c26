"""Give one team more time, for a reason that stays on record."""

from datetime import datetime

from cop.activity.services import record
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused
from cop.kernel.messages import N_, say
from cop.proposals.deadlines import window_for
from cop.proposals.mails import mail_personal_extension
from cop.proposals.models import PersonalExtension, Proposal
from cop.proposals.rules.deadline import personal_problem
from cop.proposals.rules.standing import is_in_writing
from cop.proposals.rules.workflow import is_staff
from cop.proposals.services.guard import refuse_judged, refuse_own_call
from cop.proposals.services.hold import hold


def extend_proposal(
    proposal: Proposal, closes_at: datetime, *, reason: str, actor: Actor, now: datetime
) -> PersonalExtension:
    """Let the present stage of one draft close later; raises Denied, Refused or Invalid."""
    if not (actor.is_system or is_staff(proposal, actor)):
        raise Denied
    refuse_own_call(proposal.call_id, actor)
    hold(proposal)
    if not is_in_writing(proposal):
        raise Refused(say(N_("Only a proposal that is still being written can have more time.")))
    extension = move_closing(proposal, closes_at, reason=reason, actor=actor, now=now)
    record(
        "proposal.extended",
        proposal,
        actor=actor,
        now=now,
        stage=proposal.stage,
        closes_at=closes_at.isoformat(),
        reason=reason,
    )
    mail_personal_extension(proposal, extension, now=now)
    return extension


def move_closing(
    proposal: Proposal, closes_at: datetime, *, reason: str, actor: Actor, now: datetime
) -> PersonalExtension:
    """The present stage closes later for this one; raises Refused after its reviews, Invalid when it would not."""
    refuse_judged(proposal.call_id, proposal.stage)
    if problem := personal_problem(window_for(proposal), closes_at, now):
        raise Invalid(fields={"closes_at": problem})
    extension = PersonalExtension(
        stage=proposal.stage, closes_at=closes_at, reason=reason, made_at=now, made_by=actor.user_id
    )
    proposal.extensions.append(extension)
    db.session.flush()
    return extension
