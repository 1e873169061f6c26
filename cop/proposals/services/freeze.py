"""A draft as it is handed in: plain data that a reader understands ten years later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cop.calls.definition.budget import Budget
from cop.calls.eligibility import Finding, check_eligibility
from cop.calls.queries import definition_of
from cop.directory.models import Organisation
from cop.kernel.money import Money
from cop.proposals.content import eligibility_facts, requested_of, title_of
from cop.proposals.models import Document, Proposal, StageDraft
from cop.proposals.paper import paper_of
from cop.proposals.queries import draft_of, draft_version
from cop.proposals.reading import problems_of
from cop.proposals.rules import snapshot
from cop.proposals.rules.budget import frozen_line, priced
from cop.proposals.rules.team import holds
from cop.proposals.services.plain import plain_row
from cop.proposals.services.write import LINE_COLUMNS, PARTNER_COLUMNS
from cop.proposals.team import mandates_of


def freeze(proposal: Proposal, draft: StageDraft, *, now: datetime) -> dict[str, Any]:
    """Everything that the draft holds, with what the rules of eligibility say of it at `now`."""
    definition = definition_of(proposal.call_version)
    stage = definition.stage(draft.stage)
    findings = check_eligibility(definition, eligibility_facts(proposal, draft, definition, now=now))
    asked = {question.code for question in stage.questions}  # a corrected call may ask less than was answered
    return snapshot.content_of(
        call_code=definition.code,
        definition_sha256=proposal.call_version.sha256,
        stage=stage.code,
        proposal_number=proposal.number,
        language=proposal.language,
        organisation=_lead(proposal.organisation),
        answers={code: answer for code, answer in draft.answers.items() if code in asked},
        partners=[plain_row(partner, PARTNER_COLUMNS) for partner in draft.partners],
        budget_lines=_budget_lines(draft, stage.budget),
        documents=[_document(document) for document in draft.documents if document.question in asked],
        eligibility=[_finding(finding) for finding in findings],
        declaration=stage.declaration[definition.authoritative],
        mandates=_mandates(proposal, draft),
        on_paper=_on_paper(proposal, draft.stage),
    )


def _budget_lines(draft: StageDraft, budget: Budget | None) -> list[dict[str, Any]]:
    """The lines with the rates of the call as they are now, which hold for this submission whatever becomes of them."""
    if budget is None:
        return []
    return [
        plain_row(row, LINE_COLUMNS) | frozen_line(line)
        for row, line in zip(draft.budget_lines, priced(draft.budget_lines, budget), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A draft as it would be handed in, `missing` what it lacks. `seen` marks what it was made of."""

    seen: tuple[object, ...]
    title: str
    content: dict[str, Any]
    sha256: str
    requested: Money | None
    missing: int


def freeze_whole(proposal: Proposal, *, now: datetime) -> Frozen | None:
    """All that takes time in handing in, which needs no lock: still_stands says whether it may be used under one."""
    draft = draft_of(proposal)
    if draft is None:
        return None
    definition = definition_of(proposal.call_version)
    content = freeze(proposal, draft, now=now)
    return Frozen(
        seen=_seen(proposal, draft.version),
        title=title_of(draft.answers, definition.stage(draft.stage)),
        content=content,
        sha256=snapshot.content_sha256(content),
        requested=requested_of(draft, definition),
        missing=len(problems_of(proposal, draft, definition)),
    )


def still_stands(frozen: Frozen, proposal: Proposal) -> bool:
    """Whether nothing that `frozen` was made of has changed; for a proposal that is held."""
    return frozen.seen == _seen(proposal, draft_version(proposal))


def _seen(proposal: Proposal, version: int | None) -> tuple[object, ...]:
    """A draft's version counts each save of its answers, rows and documents; the lead's page has no such count."""
    lead, signed = _lead(proposal.organisation), [mandate.confirmed_at for mandate in mandates_of(proposal)]
    return proposal.stage, version, proposal.call_version_id, proposal.language, *lead.values(), *signed


def _lead(organisation: Organisation) -> dict[str, Any]:
    return {
        "name": organisation.name,
        "kind": organisation.kind,
        "country": organisation.country,
        "registered_year": organisation.registered_year,
    }


def _mandates(proposal: Proposal, draft: StageDraft) -> list[dict[str, Any]]:
    """What the partners that stand there signed."""
    return [
        {
            "partner": mandate.partner_key,
            "statement": mandate.statement,
            "name": mandate.signed_by,
            "function": mandate.function,
            "confirmed_at": mandate.confirmed_at.isoformat() if mandate.confirmed_at else "",
        }
        for mandate in mandates_of(proposal)
        if any(holds(mandate, partner) for partner in draft.partners)
    ]


def _on_paper(proposal: Proposal, stage: int) -> dict[str, Any] | None:
    """When the registry received it, when it was typed, and the digest of the scan that proves it."""
    entry = paper_of(proposal, stage) if proposal.on_paper_at else None
    if entry is None:
        return None
    return {
        "received_at": entry.received_at.isoformat(),
        "entered_at": entry.entered_at.isoformat(),
        "scan": {"name": entry.scan.name, "size": entry.scan.size, "sha256": entry.scan.sha256},
    }


def _document(document: Document) -> dict[str, Any]:
    blob = document.blob
    return {
        "id": document.blob_id,
        "question": document.question,
        "name": blob.name,
        "size": blob.size,
        "sha256": blob.sha256,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "message": finding.message.key,
        "params": {name: snapshot.frozen(value) for name, value in finding.message.params.items()},
        "paragraph": finding.paragraph,
    }
