"""Draw up the decisions of a stage."""

from datetime import datetime

from cop.activity.services import record
from cop.awards import rules
from cop.awards.models import Decision, Outcome
from cop.awards.queries import candidates, decisions_of_stage, scored_rows, unscored_numbers
from cop.awards.services.guard import refuse_conflict, refuse_deciding, success_of
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Refused
from cop.kernel.messages import N_, first_few, say
from cop.proposals.check_models import Check
from cop.proposals.checks import appealing_numbers, ineligible_of_stage
from cop.proposals.models import Submission
from cop.proposals.states import ProposalState


def propose_decisions(
    call: Call, definition: CallDefinition, stage: int, *, actor: Actor, now: datetime
) -> list[Decision]:
    """Draw up (again) the pending decisions of a stage from the ranking and the call's selection rule.

    Decisions that a person changed by hand are drawn up anew too: the list is the rule's until it is changed after this.
    """
    refuse_deciding(call, stage, actor)
    if numbers := unscored_numbers(call.id, stage):
        raise Refused(
            say(
                N_("Close the reviews first. These proposals have no score yet: %(numbers)s."),
                numbers=first_few(numbers),
            )
        )
    _refuse_untold(call, definition, stage, now)
    scored, proposed = _proposed(call, definition, stage)
    ineligible = ineligible_of_stage(call.id, stage)
    if not proposed and not ineligible:
        raise Refused(say(N_("There is no scored proposal to decide on. Close the reviews first.")))
    refuse_conflict(actor, [s.proposal for s in (*scored.values(), *(s for s, _check in ineligible))])
    redrawn = _forget(call, stage)
    made = [_decide(row, scored[row.ranked.candidate.proposal_id], actor=actor, now=now) for row in proposed]
    made += [_reject(submission, check, actor=actor, now=now) for submission, check in ineligible]
    db.session.flush()
    record("decisions.proposed", call, actor=actor, now=now, stage=stage, count=len(made), redrawn=redrawn)
    return made


def _refuse_untold(call: Call, definition: CallDefinition, stage: int, now: datetime) -> None:
    """Where teams may appeal against their exclusion, that is over before the places are given away."""
    if definition.stage(stage).check.appeal_days and ineligible_of_stage(call.id, stage):
        raise Refused(say(N_("Announce first which proposals are not eligible: their teams may appeal.")))
    if numbers := appealing_numbers(call.id, stage, now):
        message = N_("These may still appeal, or wait for the answer to their appeal: %(numbers)s.")
        raise Refused(say(message, numbers=first_few(numbers)))


def _proposed(
    call: Call, definition: CallDefinition, stage: int
) -> tuple[dict[int, Submission], list[rules.Proposed]]:
    """Proposal id -> the scored submission, and what the rule makes of them."""
    rows = [
        (reviewed, score)
        for reviewed, score in scored_rows(call.id, stage, definition.stage(stage))
        if reviewed.submission.proposal.state == ProposalState.SCORED
    ]
    envelope, places = definition.selection_limits(stage)
    proposed = rules.cut(
        rules.rank(candidates(rows, definition.stage(stage))),
        success=success_of(definition, stage).value,
        envelope=envelope,
        places=places,
        has_reserve=definition.reserve,
    )
    return {reviewed.submission.proposal_id: reviewed.submission for reviewed, _score in rows}, proposed


def _forget(call: Call, stage: int) -> int:
    """Take the former list away; how long it was."""
    before = decisions_of_stage(call.id, stage)
    for decision in before.values():
        db.session.delete(decision)
    db.session.flush()
    return len(before)


def _decide(row: rules.Proposed, submission: Submission, *, actor: Actor, now: datetime) -> Decision:
    candidate, outcome = row.ranked.candidate, Outcome(row.outcome)
    decision = Decision(
        proposal_id=submission.proposal_id,
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
