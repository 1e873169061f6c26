"""Hold a proposal while it is changed, so that two requests at once see each other's work."""

from cop.core.db import db
from cop.proposals.models import Proposal, StageDraft


def hold(proposal: Proposal) -> None:
    """Lock the row until the commit and read where it stands anew (SQLite's writers queue anyway)."""
    db.session.refresh(proposal, ["state", "stage"], with_for_update=True)


def hold_draft(draft: StageDraft, *columns: str) -> None:
    """Read `columns` of a draft anew, once its proposal is held: what was loaded before may be older."""
    db.session.refresh(draft, ["version", *columns])
