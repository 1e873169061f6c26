"""Draw up decisions, change one, announce them together."""

from datetime import datetime
from decimal import Decimal

from cop.activity.services import record
from cop.awards import mails, rules
from cop.awards.events import DecisionsAnnounced
from cop.awards.models import Announcement, Decision, Outcome
from cop.awards.queries import announcement_of, candidates, decisions_of_stage, scored_rows
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call
from cop.core import events, jobs
from cop.core.db import db
from cop.kernel.actor import Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.kernel.messages import N_, say
from cop.proposals.models import Check, Submission
from cop.proposals.queries import ineligible_of_stage
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.states import ProposalState
from cop.reviews.rules import in_conflict

TRANSITIONS = {
    Outcome.INVITED: "invite",
    Outcome.AWARDED: "award",
    Outcome.RESERVE: "reserve",
    Outcome.REJECTED: "reject",
}


def success_of(definition: CallDefinition, stage: int) -> Outcome:
    """What the best of a stage are: invited when another stage follows, awarded at the last."""
    return Outcome.AWARDED if stage == len(definition.stages) else Outcome.INVITED


def propose_decisions(
    call: Call, definition: CallDefinition, stage: int, *, actor: Actor, now: datetime
) -> list[Decision]:
    """Draw up (again) the pending decisions of a stage from the ranking and the call's selection rule.

    Decisions that a person changed by hand are drawn up anew too: the list is the rule's until it is changed after this.
    """
    _refuse_deciding(call, stage, actor)
    stage_definition = definition.stages[stage - 1]
    rows = scored_rows(call.id, stage, stage_definition)
    scored = {
        r.submission.proposal_id: r
        for r, _score in rows
        if r.submission.proposal.state == ProposalState.SCORED
    }
    ranked = rules.rank([c for c in candidates(rows, stage_definition) if c.proposal_id in scored])
    ineligible = ineligible_of_stage(call.id, stage)
    if not ranked and not ineligible:
        raise Refused(say(N_("There is no scored proposal to decide on. Close the reviews first.")))
    success = success_of(definition, stage)
    envelope, places = definition.selection_limits(stage)
    proposed = rules.cut(
        ranked, success=success.value, envelope=envelope, places=places, has_reserve=definition.reserve
    )
    before = decisions_of_stage(call.id, stage)
    for old in before.values():
        db.session.delete(old)
    db.session.flush()
    made = [
        _decide(row, scored[row.ranked.candidate.proposal_id].submission, actor=actor, now=now)
        for row in proposed
    ]
    made += [_reject(submission, check, actor=actor, now=now) for submission, check in ineligible]
    db.session.flush()
    record(
        "decisions.proposed", call, actor=actor, now=now, stage=stage, count=len(made), redrawn=len(before)
    )
    return made


def _decide(row: rules.Proposed, submission: Submission, *, actor: Actor, now: datetime) -> Decision:
    """A pending decision as the rule proposes it."""
    candidate, outcome = row.ranked.candidate, Outcome(row.outcome)
    decision = Decision(
        proposal_id=candidate.proposal_id,
        submission_id=submission.id,
        stage=submission.stage,
        outcome=outcome,
        rank=row.ranked.rank,
        score=candidate.score,
        amount=candidate.requested if outcome == Outcome.AWARDED else None,
        decided_at=now,
        decided_by=actor.user_id,
    )
    db.session.add(decision)
    return decision


def _reject(submission: Submission, check: Check, *, actor: Actor, now: datetime) -> Decision:
    """What was found ineligible is told with all the others; the letter gives the check's reason."""
    decision = Decision(
        proposal_id=submission.proposal_id,
        submission_id=submission.id,
        stage=submission.stage,
        outcome=Outcome.REJECTED,
        rank=None,
        score=None,
        reason=check.reason,
        decided_at=now,
        decided_by=actor.user_id,
    )
    db.session.add(decision)
    return decision


def _refuse_deciding(call: Call, stage: int, actor: Actor) -> None:
    if not rules.can_decide(actor):
        raise Denied
    if announcement_of(call.id, stage) is not None:
        raise Refused(say(N_("These decisions are announced and stand.")))


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
    """Decide otherwise than the ranking; needs a reason, which stays on record and goes into the letter."""
    _refuse_deciding(decision.proposal.call, decision.stage, actor)
    if in_conflict(actor, organisation_id=decision.proposal.organisation_id):
        raise Denied(say(N_("You belong to the organisation that applies, so somebody else decides.")))
    if outcome not in allowed:
        raise Invalid(fields={"outcome": say(N_("This cannot be decided at this stage."))})
    if not reason:
        raise Invalid(fields={"reason": say(N_("A decision against the ranking needs a reason."))})
    if outcome == Outcome.AWARDED and not amount:
        raise Invalid(fields={"amount": say(N_("An award needs an amount."))})
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
        amount=str(amount or ""),
        reason=reason,
    )


def announce_decisions(call: Call, stage: int, *, actor: Actor, now: datetime) -> Announcement:
    """Make every decision of the stage public at once; letters follow by mail. Needs a second person (else Denied)."""
    if announcement_of(call.id, stage) is not None:
        raise Refused(say(N_("These decisions are announced already.")))
    decisions = decisions_of_stage(call.id, stage)
    if not decisions:
        raise Refused(say(N_("There is nothing to announce yet.")))
    deciders = frozenset(d.decided_by for d in decisions.values() if d.decided_by is not None)
    if not rules.can_announce(actor, decided_by=deciders):
        raise Denied(
            say(
                N_(
                    "A manager announces, and not one who alone drew up the list: a second person approves it."
                )
            )
        )
    for decision in decisions.values():
        proposal = decision.proposal
        proposal.state = ProposalState(WORKFLOW.target(TRANSITIONS[decision.outcome], proposal, actor))
        decision.announced_at = now
        mails.mail_decision(decision, now=now)
    announcement = Announcement(call_id=call.id, stage=stage, announced_at=now, announced_by=actor.user_id)
    db.session.add(announcement)
    tally = {outcome.value: sum(d.outcome == outcome for d in decisions.values()) for outcome in Outcome}
    record("decisions.announced", call, actor=actor, now=now, stage=stage, tally=tally)
    jobs.enqueue("awards.write_letters", once=True)
    events.publish(DecisionsAnnounced(call_id=call.id, stage=stage))
    return announcement


def promote_reserve(
    call: Call, definition: CallDefinition, stage: int, *, actor: Actor, now: datetime
) -> Decision:
    """A place became free: the first of the reserve list gets it, and nobody before them. Raises Refused when it is empty."""
    if not (actor.is_system or actor.has(Role.MANAGER, Role.ADMIN)):
        raise Denied
    waiting = [
        d
        for d in decisions_of_stage(call.id, stage).values()
        if d.outcome == Outcome.RESERVE and d.announced_at and d.proposal.state == ProposalState.RESERVE
    ]
    first = rules.first_in_reserve(waiting)
    if first is None:
        raise Refused(say(N_("Nobody is on the reserve list.")))
    first.outcome = success_of(definition, stage)
    first.amount = first.submission.requested if first.outcome == Outcome.AWARDED else None
    proposal = first.proposal
    proposal.state = ProposalState(WORKFLOW.target(TRANSITIONS[first.outcome], proposal, actor))
    first.letter_id = None
    record("decision.promoted", first, actor=actor, now=now, outcome=first.outcome.value)
    mails.mail_decision(first, now=now)
    jobs.enqueue("awards.write_letters", once=True)
    return first
