"""A partner's person writes the partner's own part: its words, its documents and, in budget.py, its lines; nothing else."""

from datetime import datetime

from cop.activity.services import record
from cop.files.rules import Upload
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, NotFound, Stale
from cop.kernel.ids import digest
from cop.kernel.messages import N_, say
from cop.proposals.models import Document, Partner, Proposal, StageDraft
from cop.proposals.queries import draft_of
from cop.proposals.services.documents import keep_document
from cop.proposals.services.history import keep_revision
from cop.proposals.services.write import PARTNERS, draft_rows, hold_open_draft, touch
from cop.proposals.team import own_part


def part_for_writing(proposal: Proposal, *, actor: Actor) -> tuple[StageDraft, Partner]:
    """The actor's own part and the draft it is in; raises Denied or NotFound."""
    draft = draft_of(proposal)
    if draft is None:
        raise NotFound
    partner = own_part(proposal, draft, actor)
    if partner is None:
        raise Denied(say(N_("Only the partner’s own people write this part.")))
    return draft, partner


def base_of_part(partner: Partner) -> str:
    """A mark of the words that a writer saw."""
    return digest(partner.part)[:16]


def save_part(proposal: Proposal, text: str, *, base: str, actor: Actor, now: datetime) -> None:
    """Keep the partner's words. Raises Stale when somebody else changed them since `base`."""
    draft, partner = held_part(proposal, "partners", actor=actor, now=now)
    if base != base_of_part(partner) and text != partner.part:
        raise Stale
    before = draft_rows(draft, PARTNERS)
    partner.part = text
    after = draft_rows(draft, PARTNERS)
    keep_revision(draft, PARTNERS.part, after, before=before, is_auto=False, actor=actor, now=now)
    touch(draft, actor=actor, now=now)
    record("draft.part_saved", proposal, actor=actor, now=now, stage=draft.stage, partner=partner.name)


def add_own_document(
    proposal: Proposal, question: str, upload: Upload, *, actor: Actor, now: datetime
) -> Document:
    """A document that answers `question` for the partner."""
    draft, partner = held_part(proposal, "documents", actor=actor, now=now)
    return keep_document(proposal, draft, question, upload, partner_key=partner.key, actor=actor, now=now)


def remove_own_document(proposal: Proposal, document_id: int, *, actor: Actor, now: datetime) -> None:
    """One of the partner's own; raises NotFound for those of others."""
    draft, partner = held_part(proposal, "documents", actor=actor, now=now)
    for document in draft.documents:
        if (document.id, document.partner_key) == (document_id, partner.key):
            draft.documents.remove(document)
            touch(draft, actor=actor, now=now)
            record(
                "document.removed",
                proposal,
                actor=actor,
                now=now,
                question=document.question,
                blob=document.blob_id,
            )
            return
    raise NotFound


def held_part(proposal: Proposal, column: str, *, actor: Actor, now: datetime) -> tuple[StageDraft, Partner]:
    """The draft, held until the commit, and the actor's own part of it; raises Denied, NotFound, Refused or TooLate."""
    part_for_writing(proposal, actor=actor)
    draft = hold_open_draft(proposal, column, now=now)
    return draft, part_for_writing(proposal, actor=actor)[1]
