"""What was handed in, version by version; proposals.queries knows which one counts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import defer

from cop.core.db import db
from cop.proposals.models import Proposal, Submission


def versions_of(proposal: Proposal, stage: int) -> Sequence[Submission]:
    """All that was handed in at `stage`, the newest (which counts) first, without what it says."""
    return db.session.scalars(
        select(Submission)
        .where(Submission.proposal_id == proposal.id, Submission.stage == stage)
        .order_by(Submission.version.desc())
        .options(defer(Submission.content))
    ).all()


def submission_with(number: str, sha256: str) -> Submission | None:
    """What was handed in under a receipt's number or, without one, with this digest."""
    which = Submission.number == number if number else Submission.sha256 == sha256
    return db.session.scalar(select(Submission).where(which).order_by(Submission.id.desc()).limit(1))
