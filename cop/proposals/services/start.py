"""Start a proposal; go on to the next stage."""

from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import func, select

from cop.activity.services import record
from cop.calls.definition.definition import CallDefinition
from cop.calls.eligibility import limit_of_lead
from cop.calls.eligibility_rules import one_per_lead
from cop.calls.facts import Facts, Verdict
from cop.calls.models import Call
from cop.calls.queries import definition_of, version_in_force, window_of
from cop.core.db import db
from cop.directory.models import Organisation
from cop.kernel.actor import Actor
from cop.kernel.clock import Window
from cop.kernel.errors import Denied, Invalid, Refused, TooLate
from cop.kernel.messages import N_, say
from cop.proposals.budget_models import BudgetLine
from cop.proposals.models import Partner, Proposal, StageDraft, Submission
from cop.proposals.queries import count_led, submission_of
from cop.proposals.rules.snapshot import proposal_number
from cop.proposals.rules.team import with_keys
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.hold import hold
from cop.proposals.services.plain import values_of
from cop.proposals.services.write import LINE_COLUMNS, PARTNER_COLUMNS
from cop.proposals.states import ProposalState


def start_proposal(
    call: Call, organisation: Organisation, *, language: str, actor: Actor, now: datetime
) -> Proposal:
    """A new draft for the call's first stage; raises Denied, TooLate, Refused or Invalid."""
    if not (actor.is_system or organisation.id in actor.writes_for):
        raise Denied(say(N_("Only people who write for an organisation may start a proposal for it.")))
    return begin_proposal(call, organisation, language=language, at=now, actor=actor, now=now)


def begin_proposal(
    call: Call, organisation: Organisation, *, language: str, at: datetime, actor: Actor, now: datetime
) -> Proposal:
    """The same for somebody of whom the caller knows that they may; `at` is the instant that the window is judged by."""
    _refuse_outside(window_of(call, 1), at)
    version = version_in_force(call)
    definition = definition_of(version)
    if language not in definition.proposal_languages:
        raise Invalid(
            fields={"language": say(N_("Proposals in this language are not accepted in this call."))}
        )
    # The call's row is held until the commit: two that start at once must not both be number 8, nor lead too many.
    db.session.execute(select(Call.id).where(Call.id == call.id).with_for_update())
    _refuse_beyond_limit(call, organisation, definition, now)
    proposal = Proposal(
        number=proposal_number(call.code, _next_serial(call), series=_series_of(call)),
        call_id=call.id,
        call_version_id=version.id,
        organisation_id=organisation.id,
        language=language,
        created_at=now,
        created_by=actor.user_id,
    )
    proposal.drafts.append(StageDraft(stage=1, updated_at=now, updated_by=actor.user_id))
    db.session.add(proposal)
    record(
        "proposal.started",
        proposal,
        actor=actor,
        now=now,
        number=proposal.number,
        organisation=organisation.id,
    )
    return proposal


def _refuse_outside(window: Window, now: datetime) -> None:
    if window.is_over(now):
        raise TooLate(say(N_("This call is closed.")))
    if window.is_ahead(now):
        raise Refused(say(N_("This call is not open yet.")))


def _next_serial(call: Call) -> int:
    return (db.session.scalar(select(func.count()).where(Proposal.call_id == call.id)) or 0) + 1


def _series_of(call: Call) -> int:
    """The first series of numbers in which no other call began: a call's own stays the same once it has a proposal."""
    begun_elsewhere = select(Proposal.id).where(Proposal.call_id != call.id)
    firsts = ((n, proposal_number(call.code, 1, series=n)) for n in count(1))
    return next(
        n for n, first in firsts if not db.session.scalar(begun_elsewhere.where(Proposal.number == first))
    )


def _refuse_beyond_limit(
    call: Call, organisation: Organisation, definition: CallDefinition, now: datetime
) -> None:
    """One proposal a lead, or as many as the call's rule allows; it is refused in the rule's own words."""
    facts = Facts(now=now, other_proposals=count_led(call.id, organisation.id))
    answer = one_per_lead(limit_of_lead(definition), facts)
    if answer.verdict == Verdict.NO:
        raise Refused(answer.message)


def continue_proposal(proposal: Proposal, *, actor: Actor, now: datetime) -> StageDraft:
    """Open the full proposal of an invited team, pre-filled from the concept note, as it was handed in, as the call says."""
    hold(proposal)
    proposal.state = ProposalState(WORKFLOW.target("continue", proposal, actor))
    before = submission_of(proposal, proposal.stage)
    if before is None:
        raise Refused
    proposal.call_version = version_in_force(proposal.call)
    definition = definition_of(proposal.call_version)
    stage = definition.stages[1]
    written = before.content["answers"]
    answers = {new: written[old] for new, old in stage.prefill.items() if old in written}
    draft = StageDraft(stage=2, answers=answers, updated_at=now, updated_by=actor.user_id)
    draft.partners = [
        Partner(position=n, **values_of(Partner, row, PARTNER_COLUMNS))
        for n, row in enumerate(with_keys(before.content["partners"], seed=before.sha256), 1)
    ]
    draft.budget_lines = [
        BudgetLine(position=n, **values_of(BudgetLine, row, LINE_COLUMNS))
        for n, row in enumerate(_budget_of(before, definition), 1)
    ]
    proposal.drafts.append(draft)
    proposal.stage, proposal.on_paper_at = 2, None
    record("proposal.continued", proposal, actor=actor, now=now, stage=2)
    return draft


def _budget_of(before: Submission, definition: CallDefinition) -> list[dict[str, Any]]:
    """The lines that were handed in, as a draft holds them: what is in the call's own currency follows the call."""
    rows = with_keys(before.content["budget_lines"], seed=before.sha256)
    own = {"currency": ""}
    return [row | own if row.get("currency") == definition.currency else row for row in rows]
