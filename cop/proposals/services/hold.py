"""Hold a proposal while it is changed, so that two requests at once see each other's work."""

from collections.abc import Iterable

from sqlalchemy import select

from cop.core.db import db
from cop.proposals.models import Proposal, StageDraft


def hold(proposal: Proposal) -> None:
    """Lock the row until the commit and read where it stands anew (SQLite's writers queue anyway)."""
    db.session.flush()  # what this request changed itself must not be read over
    standing = ["state", "stage", "reopened_at", "on_paper_at"]
    db.session.refresh(proposal, standing, with_for_update=True)


def hold_all(proposals: Iterable[Proposal]) -> None:
    """The same for many, in one query and in the order of their ids, so that two who hold several never wait for each other."""
    db.session.flush()
    ids = sorted(proposal.id for proposal in proposals)
    held = select(Proposal).where(Proposal.id.in_(ids)).order_by(Proposal.id).with_for_update()
    db.session.scalars(held.execution_options(populate_existing=True)).all()


def hold_draft(draft: StageDraft, *columns: str) -> None:
    """Read `columns` of a draft anew, once its proposal is held: what was loaded before may be older."""
    db.session.refresh(draft, ["version", *columns])
