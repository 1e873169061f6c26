"""Documents that arrive in pieces."""

from dataclasses import dataclass
from datetime import datetime

from cop.files import pieces
from cop.files.models import Arriving
from cop.files.rules import Upload
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.proposals.models import Document, Proposal
from cop.proposals.rules.deadline import counts_from
from cop.proposals.services.documents import add_document, document_question
from cop.proposals.services.hold import hold
from cop.proposals.services.write import draft_for_writing, refuse_late


@dataclass(frozen=True, slots=True)
class Sent:
    """A piece as it came: of `whole`, from `start` on."""

    whole: pieces.Whole
    start: int
    content: bytes
    sha256: str


def purpose_of(proposal: Proposal, question: str) -> str:
    return f"proposal {proposal.id} {proposal.stage} {question}"


def received_of(proposal: Proposal, question: str, sha256: str, *, actor: Actor) -> int:
    """How many bytes of a document are here already."""
    arriving = pieces.arriving_of(purpose_of(proposal, question), sha256, actor)
    return arriving.received if arriving else 0


def take_piece(proposal: Proposal, question: str, sent: Sent, *, actor: Actor, now: datetime) -> Arriving:
    """Keep a piece of a document. Only the first one has to be in time; the others belong to what was begun.

    Raises TooLate, or Invalid or Refused when the document is not acceptable.
    """
    hold(proposal)
    draft = draft_for_writing(proposal, actor=actor)
    asked, purpose = document_question(proposal, draft, question), purpose_of(proposal, question)
    arriving = pieces.arriving_of(purpose, sent.whole.sha256, actor)
    if arriving is None:
        refuse_late(proposal, now=now)
        if sent.whole.size > asked.max_mb * 1_000_000:
            words = N_("“%(name)s” is larger than %(most)s MB.")
            raise Invalid(say(words, name=sent.whole.name, most=asked.max_mb))
        arriving = pieces.begin(purpose, sent.whole, actor=actor, now=now)
    pieces.take(arriving, sent.start, sent.content, sha256=sent.sha256)
    return arriving


def put_together(proposal: Proposal, question: str, sha256: str, *, actor: Actor) -> Upload | None:
    """The document whose pieces are all here."""
    arriving = pieces.arriving_of(purpose_of(proposal, question), sha256, actor)
    return pieces.put_together(arriving) if arriving else None


def add_arrived(
    proposal: Proposal, question: str, upload: Upload, sha256: str, *, actor: Actor, now: datetime
) -> Document:
    """Keep a document that was put together, dated as rules.deadline.counts_from says; raises as add_document does."""
    hold(proposal)
    arriving = pieces.arriving_of(purpose_of(proposal, question), sha256, actor)
    if arriving is None:  # kept already, by the same request sent twice
        raise Invalid(say(N_("Choose a file.")))
    counted = counts_from(arriving.begun_at, now)
    document = add_document(proposal, question, upload, actor=actor, now=counted)
    pieces.let_go(arriving)
    return document
