"""Decide otherwise than the ranking."""

from datetime import datetime
from decimal import Decimal

from cop.activity.services import record
from cop.awards.models import Decision, Outcome
from cop.awards.services.guard import refuse_conflict, refuse_deciding
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.kernel.money import Money


def change_decision(
    decision: Decision,
    *,
    outcome: Outcome,
    amount: Decimal | None,
    reason: str,
    allowed: frozenset[Outcome],
    actor: Actor,
    now: datetime,
) -> None:
    """Decide otherwise than the ranking; needs a reason, which stays on record and is told to the applicant."""
    refuse_deciding(decision.proposal.call, decision.stage, actor)
    refuse_conflict(actor, [decision.proposal])
    if outcome not in allowed:
        raise Invalid(fields={"outcome": say(N_("This cannot be decided at this stage."))})
    if not reason:
        raise Invalid(fields={"reason": say(N_("A decision against the ranking needs a reason."))})
    if outcome == Outcome.AWARDED:
        _refuse_amount(decision, amount)
    was = decision.outcome
    decision.outcome, decision.reason = outcome, reason
    decision.amount = amount if outcome == Outcome.AWARDED else None
    decision.decided_at, decision.decided_by = now, actor.user_id
    record(
        "decision.changed",
        decision,
        actor=actor,
        now=now,
        was=was.value,
        outcome=outcome.value,
        amount=str(decision.amount or ""),
        reason=reason,
    )


def _refuse_amount(decision: Decision, amount: Decimal | None) -> None:
    if not amount:
        raise Invalid(fields={"amount": say(N_("An award needs an amount."))})
    asked = decision.submission.requested
    if asked is not None and amount > asked:
        most = Money(asked, decision.submission.currency)
        raise Invalid(fields={"amount": say(N_("At most what was asked for: %(most)s."), most=most)})
