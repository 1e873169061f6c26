"""Reads about deadlines: when a stage closes for one proposal, for the last of all, and who is concerned."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, select, type_coerce
from sqlalchemy.orm import selectinload

from cop.accounts.models import User
from cop.calls.models import Call, CallStage
from cop.calls.queries import window_of
from cop.core.db import db
from cop.kernel.clock import Window
from cop.proposals.models import PersonalExtension, Proposal
from cop.proposals.rules.deadline import effective_window
from cop.proposals.states import ProposalState
from cop.proposals.team import writes_it


def window_for(proposal: Proposal, stage: int | None = None) -> Window:
    """When `stage` (the present one when not given) is open to this proposal's team."""
    stage = stage or proposal.stage
    personal = [row.closes_at for row in proposal.extensions if row.stage == stage]
    return effective_window(window_of(proposal.call, stage), personal)


def effective_closing() -> ColumnElement[datetime]:
    """When the present stage of a Proposal, joined with its CallStage, closes for it: the twin of effective_window."""
    personal = (
        select(func.max(PersonalExtension.closes_at))
        .where(PersonalExtension.proposal_id == Proposal.id, PersonalExtension.stage == Proposal.stage)
        .correlate(Proposal)
        .scalar_subquery()
    )
    later = case((personal > CallStage.closes_at, personal), else_=CallStage.closes_at)
    return type_coerce(later, CallStage.closes_at.type)


def in_writing() -> ColumnElement[bool]:
    """Of proposals, those that their teams may write: the twin of rules.standing.is_in_writing."""
    reopened = (Proposal.state == ProposalState.SUBMITTED) & Proposal.reopened_at.is_not(None)
    return (Proposal.state == ProposalState.DRAFT) | reopened


def is_over_for_all(call: Call, stage: int, now: datetime) -> bool:
    """Whether nobody can hand in any more at `stage`, those with more time included."""
    last = db.session.scalar(
        select(func.max(PersonalExtension.closes_at))
        .join(Proposal, Proposal.id == PersonalExtension.proposal_id)
        .where(
            Proposal.call_id == call.id,
            Proposal.stage == stage,
            in_writing(),
            PersonalExtension.stage == stage,
        )
    )
    return effective_window(window_of(call, stage), [last] if last else []).is_over(now)


JUDGED = frozenset(
    {*(ProposalState.SCORED, ProposalState.INVITED, ProposalState.RESERVE), ProposalState.AWARDED}
)
"""States that no proposal reaches before the reviews of its stage are closed."""


DECIDED = JUDGED | {
    *(ProposalState.ELIGIBLE, ProposalState.INELIGIBLE, ProposalState.IN_REVIEW, ProposalState.REJECTED)
}
"""States in which a team cannot replace what it handed in, because somebody has decided on it."""


def is_judged(call_id: int, stage: int) -> bool:
    """Whether the reviews of a stage are closed: somebody has a score there, or has gone beyond it."""
    return _has_any(call_id, stage, JUDGED)


def is_decided(call_id: int, stage: int) -> bool:
    """Whether a decision on eligibility is in force for anybody at a stage."""
    return _has_any(call_id, stage, DECIDED)


def _has_any(call_id: int, stage: int, states: Collection[ProposalState]) -> bool:
    beyond = (Proposal.stage > stage) | ((Proposal.stage == stage) & Proposal.state.in_(states))
    return bool(db.session.scalar(select(exists().where(Proposal.call_id == call_id, beyond))))


def writers_in(call: Call, stage: int) -> list[tuple[User, Proposal]]:
    """Who writes a draft of `stage` or is invited to it, with the proposal."""
    drafts = (Proposal.stage == stage) & in_writing()
    invited = (Proposal.stage == stage - 1) & (Proposal.state == ProposalState.INVITED)
    rows = db.session.execute(
        select(User, Proposal)
        .select_from(User)
        .join(Proposal, writes_it())
        .where(Proposal.call_id == call.id, drafts | invited, User.disabled_at.is_(None))
        .order_by(Proposal.id, User.id)
        .options(selectinload(Proposal.extensions))
    )
    return list(rows)
