"""Write a draft: answers, partners, budget, documents. Nothing that was typed is refused for being unfinished."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cop.activity.services import record
from cop.calls.queries import definition_of
from cop.core.db import db
from cop.files.models import Blob
from cop.files.rules import Upload
from cop.files.services import keep_upload
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, NotFound, Refused, Stale
from cop.kernel.ids import canonical_json, digest
from cop.kernel.messages import N_, say
from cop.proposals.models import BudgetLine, Document, Partner, Proposal, StageDraft
from cop.proposals.queries import draft_of
from cop.proposals.rules.answers import refuse_locked
from cop.proposals.rules.workflow import can_write, is_team

MOST_PARTNERS, MOST_LINES, MOST_DOCUMENTS = 20, 200, 30


def draft_for_writing(proposal: Proposal, *, actor: Actor) -> StageDraft:
    """The draft of the present stage, for somebody who may change it; raises Denied or Refused."""
    if not (actor.is_system or is_team(proposal, actor)):
        raise Denied(say(N_("Only the team that writes this proposal may change it.")))
    if not can_write(actor, proposal):
        raise Refused(say(N_("This proposal is handed in or closed, so it can no longer be changed.")))
    draft = draft_of(proposal)
    if draft is None:
        raise NotFound
    return draft


def base_of(answers: dict[str, Any], codes: Sequence[str]) -> str:
    """A mark of what a writer saw: two writers of different sections never collide, two of the same one are told."""
    return digest(canonical_json([answers.get(code) for code in codes]))[:16]


def base_of_rows(rows: Sequence[object], names: Sequence[str]) -> str:
    """The same mark for a list of rows: partners or budget lines."""
    return digest(canonical_json([[str(getattr(row, name)) for name in names] for row in rows]))[:16]


PARTNER_COLUMNS = ("name", "kind", "country", "part")
LINE_COLUMNS = ("heading", "description", "unit", "quantity", "rate", "funder", "is_in_kind")


def save_answers(
    proposal: Proposal, answers: dict[str, Any], *, base: str, actor: Actor, now: datetime
) -> StageDraft:
    """Keep a section's answers; `base` is base_of what the writer started from. Raises Stale when it changed meanwhile."""
    draft = draft_for_writing(proposal, actor=actor)
    if base != base_of(draft.answers, list(answers)):
        raise Stale
    definition = definition_of(proposal.call_version)
    refuse_locked(definition.stages[draft.stage - 1], draft.answers, answers)
    draft.answers = {**draft.answers, **answers}
    if title := draft.answers.get("title"):
        proposal.title = str(title)[:300]
    _touch(draft, actor=actor, now=now)
    record(
        "draft.saved",
        proposal,
        actor=actor,
        now=now,
        stage=draft.stage,
        version=draft.version,
        answers=sorted(answers),
    )
    return draft


def save_partners(
    proposal: Proposal, partners: Sequence[dict[str, str]], *, base: str, actor: Actor, now: datetime
) -> StageDraft:
    """Replace the list of partners by rows of PARTNER_COLUMNS. Raises Stale when `base` is not that of the rows there."""
    draft = draft_for_writing(proposal, actor=actor)
    if base != base_of_rows(draft.partners, PARTNER_COLUMNS):
        raise Stale
    draft.partners = [Partner(position=n, **row) for n, row in enumerate(partners[:MOST_PARTNERS], 1)]
    _touch(draft, actor=actor, now=now)
    record(
        "draft.partners_saved", proposal, actor=actor, now=now, stage=draft.stage, count=len(draft.partners)
    )
    return draft


def save_budget(
    proposal: Proposal, lines: Sequence[dict[str, Any]], *, base: str, actor: Actor, now: datetime
) -> StageDraft:
    """Replace the budget by rows of LINE_COLUMNS. Raises Stale when `base` is not that of the rows there."""
    draft = draft_for_writing(proposal, actor=actor)
    if base != base_of_rows(draft.budget_lines, LINE_COLUMNS):
        raise Stale
    draft.budget_lines = [BudgetLine(position=n, **line) for n, line in enumerate(lines[:MOST_LINES], 1)]
    _touch(draft, actor=actor, now=now)
    record(
        "draft.budget_saved", proposal, actor=actor, now=now, stage=draft.stage, count=len(draft.budget_lines)
    )
    return draft


def add_document(
    proposal: Proposal, question: str, upload: Upload, *, actor: Actor, now: datetime
) -> Document:
    """Keep a file as an answer to `question`; raises Invalid when it is not acceptable."""
    draft = draft_for_writing(proposal, actor=actor)
    stage = definition_of(proposal.call_version).stages[draft.stage - 1]
    if question not in {q.code for s in stage.sections for q in s.questions if q.type == "document"}:
        raise NotFound
    if len(draft.documents) >= MOST_DOCUMENTS:
        raise Refused(say(N_("At most %(most)s documents. Remove one first."), most=MOST_DOCUMENTS))
    blob: Blob = keep_upload(upload, actor=actor, now=now)
    document = Document(question=question, blob_id=blob.id, added_at=now, added_by=actor.user_id)
    draft.documents.append(document)
    _touch(draft, actor=actor, now=now)
    record(
        "document.added",
        proposal,
        actor=actor,
        now=now,
        question=question,
        name=blob.name,
        sha256=blob.sha256,
    )
    return document


def remove_document(proposal: Proposal, document_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a document out of the draft; what was handed in keeps it."""
    draft = draft_for_writing(proposal, actor=actor)
    document = next((d for d in draft.documents if d.id == document_id), None)
    if document is None:
        raise NotFound
    draft.documents.remove(document)
    _touch(draft, actor=actor, now=now)
    record(
        "document.removed", proposal, actor=actor, now=now, question=document.question, blob=document.blob_id
    )


def _touch(draft: StageDraft, *, actor: Actor, now: datetime) -> None:
    draft.version += 1
    draft.updated_at, draft.updated_by = now, actor.user_id
    db.session.flush()
