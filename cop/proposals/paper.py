"""Reads of what came on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.models import Proposal
from cop.proposals.paper_models import PaperEntry, PaperLetter
from cop.proposals.states import ProposalState


@dataclass(frozen=True, slots=True)
class PaperReader:
    """Whoever sent paper and has no account here: told in the language they wrote in, on paper where `email` is empty."""

    email: str
    name: str
    language: str
    zone: str = "UTC"


def paper_of(proposal: Proposal, stage: int | None = None) -> PaperEntry | None:
    """How `stage` (the present one when not given) came on paper; None when it did not."""
    wanted = (PaperEntry.proposal_id == proposal.id, PaperEntry.stage == (stage or proposal.stage))
    return db.session.scalar(select(PaperEntry).where(*wanted))


def came_on_paper(stage: int) -> ColumnElement[bool]:
    """Of proposals, those whose `stage` came on paper."""
    wanted = (PaperEntry.proposal_id == Proposal.id, PaperEntry.stage == stage)
    return select(PaperEntry.id).where(*wanted).correlate(Proposal).exists()


def papers_on_desk(actor: Actor) -> Sequence[Proposal]:
    """What came on paper and is not handed in yet, but of the actor's own organisations."""
    return db.session.scalars(
        select(Proposal)
        .where(
            Proposal.on_paper_at.is_not(None),
            (Proposal.state == ProposalState.DRAFT) | Proposal.reopened_at.is_not(None),
            Proposal.organisation_id.not_in(actor.organisations),
        )
        .order_by(Proposal.on_paper_at)
        .limit(50)
    ).all()


def letters_to_print(call_id: int) -> Sequence[PaperLetter]:
    """What waits to be posted, oldest first."""
    return db.session.scalars(
        select(PaperLetter)
        .join(PaperLetter.proposal)
        .where(Proposal.call_id == call_id, PaperLetter.sent_at.is_(None))
        .options(joinedload(PaperLetter.proposal).joinedload(Proposal.organisation))
        .order_by(PaperLetter.id)
        .limit(200)
    ).all()


def addresses_of(proposal_ids: Sequence[int]) -> dict[int, str]:
    """The postal address last given for each proposal."""
    rows = select(PaperEntry.proposal_id, PaperEntry.address).where(PaperEntry.proposal_id.in_(proposal_ids))
    return dict(list(db.session.execute(rows.order_by(PaperEntry.stage))))


def letter_by_id(letter_id: int) -> PaperLetter | None:
    return db.session.get(PaperLetter, letter_id)
