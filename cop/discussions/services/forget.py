"""Whoever erased their account leaves what they said in public, with nobody's name on it, and nothing else."""

from sqlalchemy import delete, select, update

from cop.accounts.events import AccountErased
from cop.core.db import db
from cop.discussions.models import (
    Contribution,
    ContributionRevision,
    Discussion,
    DiscussionFollow,
    Report,
)


def forget_person(event: AccountErased) -> None:
    """What others answered stays readable; earlier words, what was hidden, and who reported or followed go."""
    own = Contribution.author_id == event.user_id
    db.session.execute(
        delete(ContributionRevision).where(
            ContributionRevision.contribution_id.in_(select(Contribution.id).where(own))
        )
    )
    hidden = update(Contribution).where(own, Contribution.hidden_at.is_not(None))
    db.session.execute(hidden.values(text="", hidden_reason=""))
    db.session.execute(
        update(Report).where(Report.reported_by == event.user_id).values(reported_by=None, reason="")
    )
    db.session.execute(
        update(Discussion).where(Discussion.moderator_id == event.user_id).values(moderator_id=None)
    )
    db.session.execute(delete(DiscussionFollow).where(DiscussionFollow.user_id == event.user_id))
