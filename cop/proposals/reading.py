"""A proposal as its team sees it: how far each part is, what is still to mend, what was asked for before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.questions import BaseQuestion
from cop.calls.definition.stages import Section, Stage
from cop.calls.eligibility import Finding, check_eligibility
from cop.calls.facts import Verdict
from cop.calls.queries import definition_of, definitions_of
from cop.kernel.messages import Message
from cop.kernel.money import Money
from cop.proposals.content import content_of_draft, eligibility_facts, months_of
from cop.proposals.models import Document, Proposal, StageDraft, Submission
from cop.proposals.queries import submission_of
from cop.proposals.rules.answers import Content, Problem, SectionState, problems, section_states
from cop.proposals.rules.drift import Bid, Moved, moved_between
from cop.proposals.rules.snapshot import thawed
from cop.proposals.rules.team import without_mandate
from cop.proposals.team import mandates_of


@dataclass(frozen=True, slots=True)
class Task:
    """A section of the form and how far it is."""

    section: Section
    state: SectionState


def bid_before(proposal: Proposal, stage: int) -> Bid | None:
    """What the stage before asked for; None at the first."""
    before = submission_of(proposal, stage - 1) if stage > 1 else None
    return bid_in(before) if before else None


def bid_in(submission: Submission) -> Bid:
    """What was asked for when it was handed in."""
    stage, asked = definition_under(submission).stage(submission.stage), submission.requested
    return Bid(
        requested=None if asked is None else Money(asked, submission.currency),
        months=months_of(submission.content["answers"], stage),
        partners=[
            HandedIn(row.get("key", ""), row["name"], row["kind"], row["country"])
            for row in submission.content["partners"]
        ],
    )


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A partner as a submission holds it."""

    key: str
    name: str
    kind: str
    country: str


def moved_in(submission: Submission) -> Moved | None:
    """How far what was handed in is from the stage before; None at the first."""
    before = bid_before(submission.proposal, submission.stage)
    return moved_between(before, bid_in(submission)) if before else None


def content_for(proposal: Proposal, draft: StageDraft, definition: CallDefinition) -> Content:
    content = content_of_draft(draft, definition, before=bid_before(proposal, draft.stage))
    if proposal.on_paper_at is not None or not definition.stage(draft.stage).needs_mandates:
        return content  # on paper partners sign the paper
    return replace(content, without_mandate=without_mandate(draft.partners, mandates_of(proposal)))


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


def findings_in(submission: Submission) -> list[Finding]:
    """What the rules of eligibility said when it was handed in."""
    return [
        Finding(
            rule=row["rule"],
            verdict=Verdict(row["verdict"]),
            message=Message(row["message"], {name: thawed(value) for name, value in row["params"].items()}),
            paragraph=row["paragraph"],
        )
        for row in submission.content["eligibility"]
    ]


def definition_under(submission: Submission) -> CallDefinition:
    """The definition that a submission was handed in under, also when its proposal goes on under a corrected one."""
    version, sha256 = submission.proposal.call_version, submission.content["definition_sha256"]
    if version.sha256 != sha256:
        version = next(other for other in submission.proposal.call.versions if other.sha256 == sha256)
    return definition_of(version)


@dataclass(frozen=True, slots=True)
class Unasked:
    """An answer or a document to a question that a correction took away; `question` as it was asked."""

    question: BaseQuestion
    answer: Any
    documents: Sequence[Document]


def no_longer_asked(proposal: Proposal, draft: StageDraft, definition: CallDefinition) -> list[Unasked]:
    """What a team wrote before a correction took the question away: kept for them, and not handed in."""
    asked = {question.code for question in definition.stage(draft.stage).questions}
    given = {code for code, answer in draft.answers.items() if answer not in (None, "", [])}
    left = (given | {document.question for document in draft.documents}) - asked
    if not left:
        return []
    older = [version for version in proposal.call.versions if version.published_at is not None]
    definitions = definitions_of(older)
    questions = {
        question.code: question
        for version in older
        for question in definitions[version.sha256].stage(draft.stage).questions
    }
    return [
        Unasked(
            questions[code],
            draft.answers.get(code),
            [document for document in draft.documents if document.question == code],
        )
        for code in sorted(left & questions.keys())
    ]
