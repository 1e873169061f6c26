"""What a person said, asked and follows, for their own eyes."""

from typing import Any

from sqlalchemy import select

from cop.core.db import db
from cop.discussions.models import Contribution, Discussion, DiscussionFollow, Report


def own_data(*, user_id: int) -> dict[str, Any]:
    """Their words, hidden ones too, what they began, follow and reported."""
    begun = select(Discussion).where(Discussion.started_by == user_id).order_by(Discussion.id)
    said = select(Contribution).where(Contribution.author_id == user_id).order_by(Contribution.id)
    follows = select(DiscussionFollow).where(DiscussionFollow.user_id == user_id)
    reports = select(Report).where(Report.reported_by == user_id).order_by(Report.id)
    return {
        "discussions_started": [
            {"title": row.title, "question": row.question, "started_at": row.started_at}
            for row in db.session.scalars(begun)
        ],
        "contributions": [
            {"discussion": row.discussion_id, "text": row.text, "written_at": row.written_at}
            for row in db.session.scalars(said)
        ],
        "discussions_followed": [
            {"discussion": row.discussion_id, "rhythm": row.rhythm, "since": row.since}
            for row in db.session.scalars(follows.order_by(DiscussionFollow.id))
        ],
        "contributions_reported": [
            {"contribution": row.contribution_id, "reason": row.reason, "reported_at": row.reported_at}
            for row in db.session.scalars(reports)
        ],
    }
