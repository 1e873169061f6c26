"""What many proposals handed in, read a few at a time, without holding the database meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.questions import BaseQuestion
from cop.calls.queries import definitions_of
from cop.core.db import db
from cop.kernel.messages import N_, say
from cop.proposals.lists.models import Batch
from cop.proposals.lists.progress import note, refused
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import that_counts

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What counts of one proposal at the batch's stage, and the definition it was handed in under."""

    number: str
    receipt: str
    submitted_at: datetime
    requested: Decimal | None
    content: dict[str, Any]
    definition: CallDefinition


def definitions_for(batch: Batch) -> dict[str, CallDefinition]:
    """Every version of the call that may have been handed in under, by digest, the newest first."""
    versions = sorted(batch.call.versions, key=lambda version: -version.number)
    found = definitions_of(versions)
    return {version.sha256: found[version.sha256] for version in versions}


def questions_of(definitions: dict[str, CallDefinition], stage: int) -> list[BaseQuestion]:
    """Every question that any version asks at `stage`, as the newest asks it."""
    found: dict[str, BaseQuestion] = {}
    for definition in definitions.values():
        for question in definition.stages[stage - 1].questions:
            found.setdefault(question.code, question)
    return list(found.values())


def handed_in(batch: Batch, definitions: dict[str, CallDefinition]) -> Iterator[HandedIn]:
    """One after the other, in the batch's order; a draft is named in the report instead."""
    ids, stage = list(batch.proposals), batch.stage
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        rows = {row.id: row for row in db.session.execute(_reading(some, stage))}
        missing = [rows[one].number for one in some if one in rows and rows[one].receipt is None]
        lines = [refused(number, say(N_("Nothing was handed in."))) for number in missing]
        note(batch, done=start, lines=lines)
        for one in some:
            row = rows.get(one)
            if row is not None and row.receipt is not None:
                definition = definitions[row.content["definition_sha256"]]
                yield HandedIn(
                    row.number, row.receipt, row.submitted_at, row.requested, row.content, definition
                )
    note(batch, done=len(ids))


def _reading(ids: list[int], stage: int) -> Any:
    return (
        select(
            Proposal.id,
            Proposal.number,
            Submission.number.label("receipt"),
            Submission.submitted_at,
            Submission.requested,
            Submission.content,
        )
        .outerjoin(Submission, (Submission.proposal_id == Proposal.id) & that_counts(stage))
        .where(Proposal.id.in_(ids))
    )
