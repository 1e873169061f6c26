"""Tell all the decisions of a stage at once; call on the reserve list afterwards."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from cop.activity.services import record
from cop.awards import mails, rules
from cop.awards.events import DecisionsAnnounced
from cop.awards.models import Announcement, Decision, Outcome
from cop.awards.queries import announcement_of, decisions_of_stage, undecided_numbers
from cop.awards.services.guard import TRANSITIONS, hold_call, refuse_conflict, success_of
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call
from cop.calls.queries import definition_of, version_in_force
from cop.core import events, jobs
from cop.core.db import db
from cop.kernel.actor import Actor, Role
from cop.kernel.errors import Denied, Refused
from cop.kernel.messages import N_, first_few, say
from cop.kernel.money import Money
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.exclude import note_told
from cop.proposals.services.hold import hold, hold_all
from cop.proposals.states import ProposalState

DECIDED_FROM = frozenset({ProposalState.SCORED, ProposalState.INELIGIBLE})


def announce_decisions(call: Call, stage: int, *, actor: Actor, now: datetime) -> Announcement:
    """Make every decision of the stage public at once; letters follow by mail. Needs a second person (else Denied)."""
    hold_call(call)
    hold_all([decision.proposal for decision in decisions_of_stage(call.id, stage).values()])
    if announcement_of(call.id, stage) is not None:
        raise Refused(say(N_("These decisions are announced already.")))
    decisions = decisions_of_stage(call.id, stage).values()
    if not decisions:
        raise Refused(say(N_("There is nothing to announce yet.")))
    _refuse_announcing(actor, decisions)
    _refuse_changed(call, stage, decisions)
    _refuse_too_much(definition_of(version_in_force(call)), stage, decisions)
    for decision in decisions:
        decision.announced_at = now
        _tell(decision, actor=actor, now=now)
    announcement = Announcement(call_id=call.id, stage=stage, announced_at=now, announced_by=actor.user_id)
    db.session.add(announcement)
    tally = {outcome.value: sum(d.outcome == outcome for d in decisions) for outcome in Outcome}
    record("decisions.announced", call, actor=actor, now=now, stage=stage, tally=tally)
    events.publish(DecisionsAnnounced(call_id=call.id, stage=stage))
    return announcement


def _refuse_announcing(actor: Actor, decisions: Collection[Decision]) -> None:
    deciders = frozenset(d.decided_by for d in decisions if d.decided_by is not None)
    if not rules.can_announce(actor, decided_by=deciders):
        raise Denied(
            say(N_("A manager announces who decided none of these: a second person approves the list."))
        )
    refuse_conflict(actor, [decision.proposal for decision in decisions])


def _refuse_changed(call: Call, stage: int, decisions: Collection[Decision]) -> None:
    """Nobody is left without an answer, and nobody who withdrew is told one."""
    moved = {d.proposal.number for d in decisions if d.proposal.state not in DECIDED_FROM}
    if numbers := sorted(moved | set(undecided_numbers(call.id, stage))):
        raise Refused(
            say(
                N_(
                    "These proposals changed since the list was drawn up: %(numbers)s. Please draw it up again."
                ),
                numbers=first_few(numbers),
            )
        )


def _standing(call: Call, stage: int) -> list[Decision]:
    """The decisions whose proposals have not left the call since."""
    decisions = decisions_of_stage(call.id, stage).values()
    return [decision for decision in decisions if decision.proposal.state != ProposalState.WITHDRAWN]


def _refuse_too_much(definition: CallDefinition, stage: int, decisions: Collection[Decision]) -> None:
    """Grants never add up to more than there is, whoever decided them."""
    most, _places = definition.selection_limits(stage)
    given = sum((d.amount or Decimal(0) for d in decisions), Decimal(0))
    if most is not None and given > most:
        raise Refused(
            say(
                N_("The grants add up to %(given)s, but there are only %(most)s."),
                given=Money(given, definition.currency),
                most=Money(most, definition.currency),
            )
        )


def _tell(decision: Decision, *, actor: Actor, now: datetime) -> None:
    """The proposal moves, the team gets a mail now and the letter when it is written."""
    proposal = decision.proposal
    proposal.state = ProposalState(WORKFLOW.target(TRANSITIONS[decision.outcome], proposal, actor))
    note_told(decision.submission, now=now)
    mails.mail_decision(decision, now=now)
    jobs.enqueue("awards.write_letters", once=True)


def promote_reserve(
    call: Call, definition: CallDefinition, stage: int, *, actor: Actor, now: datetime
) -> Decision:
    """A place became free: the first of the reserve list gets it, and nobody before them.

    Raises Refused when the list is empty or there is not money enough for it.
    """
    if not (actor.is_system or actor.has(Role.MANAGER, Role.ADMIN)):
        raise Denied
    hold_call(call)
    waiting = [
        d
        for d in decisions_of_stage(call.id, stage).values()
        if d.outcome == Outcome.RESERVE and d.announced_at and d.proposal.state == ProposalState.RESERVE
    ]
    first = rules.first_in_reserve(waiting)
    if first is None:
        raise Refused(say(N_("Nobody is on the reserve list.")))
    refuse_conflict(actor, [first.proposal])
    hold(first.proposal)
    first.outcome = success_of(definition, stage)
    first.amount = first.submission.requested if first.outcome == Outcome.AWARDED else None
    _refuse_too_much(definition, stage, _standing(call, stage))
    first.letter_id = None
    _tell(first, actor=actor, now=now)
    record("decision.promoted", first, actor=actor, now=now, outcome=first.outcome.value)
    return first
