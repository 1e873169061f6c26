"""A document that was kept unscanned turned out to hold a virus: it is logged with its proposal, and the team is told."""

from sqlalchemy import select

from cop.activity.services import record
from cop.core import web
from cop.core.db import db
from cop.files.events import VirusFound
from cop.kernel.actor import SYSTEM
from cop.proposals.mails import mail_virus
from cop.proposals.models import Document, Proposal, StageDraft


def note_virus(event: VirusFound) -> None:
    """For each proposal that has the file."""
    now = web.clock()()
    having = select(Proposal, Document).join(Proposal.drafts).join(StageDraft.documents)
    for proposal, document in db.session.execute(having.where(Document.blob_id == event.blob_id)).all():
        record(
            "document.infected",
            proposal,
            actor=SYSTEM,
            now=now,
            question=document.question,
            blob=event.blob_id,
            threat=event.threat,
        )
        mail_virus(proposal, document.blob.name, now=now)
