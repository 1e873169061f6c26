"""The reviews of a person, for their own eyes."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.core.db import db
from cop.proposals.models import Submission
from cop.reviews.models import Assignment, Review


def own_data(*, user_id: int) -> dict[str, Any]:
    """What they declared, and what they wrote and marked."""
    rows = (
        select(Assignment)
        .where(Assignment.reviewer_id == user_id)
        .order_by(Assignment.id)
        .options(
            joinedload(Assignment.review), joinedload(Assignment.submission).joinedload(Submission.proposal)
        )
    )
    return {"reviews": [_assignment(row) for row in db.session.scalars(rows)]}


def _assignment(row: Assignment) -> dict[str, Any]:
    return {
        "proposal": row.submission.proposal.number,
        "assigned_at": row.assigned_at,
        "declaration": row.declaration,
        "conflict": row.conflict,
        "review": _review(row.review) if row.review else None,
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "submitted_at": review.submitted_at,
        "comment": review.comment,
        "marks": [
            {"criterion": mark.criterion, "mark": mark.mark, "comment": mark.comment} for mark in review.marks
        ],
    }
