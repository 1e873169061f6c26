"""A document that was kept unscanned turned out to hold a virus: it is logged with its proposal, and the team is told."""

from datetime import datetime

from sqlalchemy import select

from cop.activity.services import record
from cop.core import web
from cop.core.db import db
from cop.files.events import VirusFound
from cop.files.models import Blob
from cop.kernel.actor import SYSTEM
from cop.proposals.check_models import CheckRequest
from cop.proposals.mails import mail_virus
from cop.proposals.models import Document, Proposal, StageDraft


def note_virus(event: VirusFound) -> None:
    """For each proposal that has the file, in a draft or as the answer to a request."""
    now = web.clock()()
    answers = select(CheckRequest).where(CheckRequest.blob_id == event.blob_id)
    for answer in db.session.scalars(answers).all():
        _tell(answer.proposal, answer.question, answer.blob, event, now)
    having = select(Proposal, Document).join(Proposal.drafts).join(StageDraft.documents)
    for proposal, document in db.session.execute(having.where(Document.blob_id == event.blob_id)).all():
        _tell(proposal, document.question, document.blob, event, now)


def _tell(proposal: Proposal, question: str, blob: Blob | None, event: VirusFound, now: datetime) -> None:
    record(
        "document.infected",
        proposal,
        actor=SYSTEM,
        now=now,
        question=question,
        blob=event.blob_id,
        threat=event.threat,
    )
    mail_virus(proposal, blob.name if blob else "", now=now)
