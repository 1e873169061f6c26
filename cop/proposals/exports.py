"""What a person did for proposals, for their own eyes."""

from typing import Any

from sqlalchemy import select

from cop.core.db import db
from cop.proposals.check_models import Appeal, CheckRequest
from cop.proposals.lists.models import SavedFilter
from cop.proposals.models import Comment, Proposal, Submission
from cop.proposals.team import participations


def own_data(*, user_id: int) -> dict[str, Any]:
    """What a person began, handed in and said to the team; the proposals themselves are the organisation's, to be read there."""
    begun = db.session.scalars(select(Proposal).where(Proposal.created_by == user_id).order_by(Proposal.id))
    handed_in = select(Submission).where(Submission.submitted_by == user_id).order_by(Submission.id)
    answered = select(CheckRequest).where(CheckRequest.answered_by == user_id).order_by(CheckRequest.id)
    appealed = select(Appeal).where(Appeal.made_by == user_id).order_by(Appeal.id)
    kept = select(SavedFilter).where(SavedFilter.owner_id == user_id).order_by(SavedFilter.id)
    said = select(Comment).where(Comment.written_by == user_id).order_by(Comment.id)
    return {
        "proposals_begun": [{"number": row.number, "created_at": row.created_at} for row in begun],
        "submissions": [
            {"number": row.number, "stage": row.stage, "submitted_at": row.submitted_at, "sha256": row.sha256}
            for row in db.session.scalars(handed_in)
        ],
        "answers_to_the_secretariat": [
            {
                "asked": row.text,
                "answer": row.answer,
                "answered_at": row.answered_at,
                "withdrawn": row.withdrawn_reason,
            }
            for row in db.session.scalars(answered)
        ],
        "appeals": [{"text": row.text, "made_at": row.made_at} for row in db.session.scalars(appealed)],
        "teams": [
            {"proposal": row.proposal.number, "role": row.role, "since": row.since}
            for row in participations(user_id)
        ],
        "comments": [{"text": row.text, "written_at": row.written_at} for row in db.session.scalars(said)],
        "saved_filters": [{"name": row.name, "query": row.query} for row in db.session.scalars(kept)],
    }
