"""The documents of a draft: what the call asks for, put in and taken out."""

from datetime import datetime

from cop.activity.services import record
from cop.calls.definition.questions import DocumentQuestion
from cop.calls.queries import definition_of
from cop.files.models import Blob
from cop.files.rules import Upload
from cop.files.services import keep_upload
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, NotFound, Refused
from cop.kernel.messages import N_, say
from cop.proposals.models import Document, Proposal, StageDraft
from cop.proposals.services.write import hold_to_write, touch

MOST_DOCUMENTS = 30


def add_document(
    proposal: Proposal, question: str, upload: Upload, *, actor: Actor, now: datetime
) -> Document:
    """Keep a file as an answer to `question`; raises Invalid when it is not acceptable."""
    draft = hold_to_write(proposal, "documents", actor=actor, now=now)
    return keep_document(proposal, draft, question, upload, actor=actor, now=now)


def keep_document(
    proposal: Proposal,
    draft: StageDraft,
    question: str,
    upload: Upload,
    *,
    partner_key: str = "",
    actor: Actor,
    now: datetime,
) -> Document:
    """The same in a draft that is held, for the partner `partner_key` where one of its people adds it."""
    asked = document_question(proposal, draft, question)
    if len(draft.documents) >= MOST_DOCUMENTS:
        raise Refused(say(N_("At most %(most)s documents. Remove one first."), most=MOST_DOCUMENTS))
    blob = _keep(upload, asked, actor=actor, now=now)
    document = Document(question=question, blob_id=blob.id, added_at=now, added_by=actor.user_id)
    document.partner_key = partner_key
    draft.documents.append(document)
    touch(draft, actor=actor, now=now)
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


def document_question(proposal: Proposal, draft: StageDraft, code: str) -> DocumentQuestion:
    """The question of that code; raises NotFound when no document is asked for by it."""
    stage = definition_of(proposal.call_version).stage(draft.stage)
    for question in stage.questions:
        if question.code == code and isinstance(question, DocumentQuestion):
            return question
    raise NotFound


def _keep(upload: Upload, asked: DocumentQuestion, *, actor: Actor, now: datetime) -> Blob:
    """Store a file of one of the question's formats and of its size."""
    if len(upload.content) > asked.max_mb * 1_000_000:
        raise Invalid(say(N_("“%(name)s” is larger than %(most)s MB."), name=upload.name, most=asked.max_mb))
    kinds = (*asked.formats, "jpeg") if "jpg" in asked.formats else asked.formats
    return keep_upload(upload, actor=actor, now=now, kinds=kinds)


def remove_document(proposal: Proposal, document_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a document out of the draft; what was handed in keeps it."""
    draft = hold_to_write(proposal, "documents", actor=actor, now=now)
    document = next((d for d in draft.documents if d.id == document_id), None)
    if document is None:
        raise NotFound
    draft.documents.remove(document)
    touch(draft, actor=actor, now=now)
    record(
        "document.removed", proposal, actor=actor, now=now, question=document.question, blob=document.blob_id
    )
