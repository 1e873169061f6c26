"""Reopen what is handed in. It stays in, and counts, until the team hands in its next version."""

from datetime import datetime

from cop.activity.services import record
from cop.calls.queries import window_of
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.proposals.mails import mail_reopened
from cop.proposals.models import Proposal
from cop.proposals.rules.standing import Facts, own_window
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.hold import hold


def facts_of(proposal: Proposal, *, now: datetime, missing: int = 0) -> Facts:
    """What the workflow asks of a proposal, its own deadline included."""
    window = own_window(window_of(proposal.call, proposal.stage), proposal)
    return Facts(now=now, window=window, missing=missing)


def reopen_proposal(proposal: Proposal, *, actor: Actor, now: datetime) -> None:
    """Before the deadline the team opens its own again; raises Denied, TooLate or Refused."""
    hold(proposal)
    WORKFLOW.target("reopen", proposal, actor, facts_of(proposal, now=now))
    proposal.reopened_at = now
    record("proposal.reopened", proposal, actor=actor, now=now, stage=proposal.stage)


def reopen_late(proposal: Proposal, *, until: datetime, reason: str, actor: Actor, now: datetime) -> None:
    """After the deadline staff give a team until `until`, an instant of its own; raises Denied, Refused or Invalid."""
    refuse_own_call(proposal.call_id, actor)
    hold(proposal)
    WORKFLOW.target("reopen_late", proposal, actor, facts_of(proposal, now=now))
    if until <= now:
        raise Invalid(fields={"until": say(N_("This instant is over already."))})
    if not reason:
        raise Invalid(fields={"reason": say(N_("Give the reason: the team will read it."))})
    proposal.reopened_at, proposal.reopened_until = now, until
    record(
        "proposal.reopened_late",
        proposal,
        actor=actor,
        now=now,
        stage=proposal.stage,
        until=until.isoformat(),
        reason=reason,
    )
    mail_reopened(proposal, reason=reason, now=now)
