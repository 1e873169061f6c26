"""A proposal as its team sees it: how far each part is, what is still to mend, what was asked for before."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Section, Stage
from cop.calls.eligibility import Finding, check_eligibility
from cop.proposals.content import content_of_draft, eligibility_facts
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.queries import submission_of
from cop.proposals.rules.answers import Content, Problem, SectionState, problems, section_states


@dataclass(frozen=True, slots=True)
class Task:
    """A section of the form and how far it is."""

    section: Section
    state: SectionState


def asked_before(proposal: Proposal, stage: int) -> Decimal | None:
    """The grant that the stage before asked for; None at the first."""
    before = submission_of(proposal, stage - 1) if stage > 1 else None
    return before.requested if before else None


def content_for(proposal: Proposal, draft: StageDraft, definition: CallDefinition) -> Content:
    return content_of_draft(draft, definition, asked_before=asked_before(proposal, draft.stage))


def problems_of(proposal: Proposal, draft: StageDraft, definition: CallDefinition) -> list[Problem]:
    """Everything that keeps the draft from being handed in."""
    stage = definition.stage(draft.stage)
    return problems(definition, stage, content_for(proposal, draft, definition))


def tasks_of(proposal: Proposal, draft: StageDraft, definition: CallDefinition) -> list[Task]:
    """The task list, in the order of the form."""
    stage: Stage = definition.stage(draft.stage)
    states = section_states(definition, stage, content_for(proposal, draft, definition))
    return [Task(section, state) for section, state in zip(stage.sections, states, strict=True)]


def findings_of(
    proposal: Proposal, draft: StageDraft, definition: CallDefinition, *, now: datetime
) -> list[Finding]:
    """What the call's rules of eligibility say of the draft as it stands."""
    return check_eligibility(definition, eligibility_facts(proposal, draft, definition, now=now))
