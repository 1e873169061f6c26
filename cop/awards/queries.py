"""Reads of rankings, decisions and announcements."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from cop.awards.models import Announcement, Decision, Outcome
from cop.awards.rules import READERS, Candidate
from cop.calls.definition.stages import Stage
from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.models import Proposal
from cop.proposals.rules.workflow import IN_EVALUATION, UNSCORED
from cop.proposals.states import ProposalState
from cop.reviews.queries import Reviewed, scores_of_stage
from cop.reviews.rules import Score, mean_score, passes_thresholds


def visible_to(actor: Actor) -> Select[Decision]:
    """The decisions that `actor` may see; the twin of rules.can_see."""
    statement = select(Decision)
    if actor.is_system or actor.roles & READERS:
        return statement
    return (
        statement.join(Proposal, Proposal.id == Decision.proposal_id)
        .where(Decision.announced_at.is_not(None))
        .where(or_(Proposal.organisation_id.in_(actor.organisations), Proposal.id.in_(actor.writes_in)))
    )


def decision_of(proposal_id: int, stage: int, actor: Actor) -> Decision | None:
    return db.session.scalar(
        visible_to(actor).where(Decision.proposal_id == proposal_id, Decision.stage == stage)
    )


def decisions_of_stage(call_id: int, stage: int) -> dict[int, Decision]:
    """Proposal id -> its decision."""
    statement = (
        select(Decision)
        .join(Decision.proposal)
        .where(Proposal.call_id == call_id, Decision.stage == stage)
        .options(
            contains_eager(Decision.proposal).joinedload(Proposal.organisation),
            joinedload(Decision.submission),
        )
    )
    return {decision.proposal_id: decision for decision in db.session.scalars(statement)}


def unscored_numbers(call_id: int, stage: int) -> Sequence[str]:
    """The numbers of the proposals of a stage whose reviewing is not over."""
    return db.session.scalars(
        select(Proposal.number)
        .where(Proposal.call_id == call_id, Proposal.stage == stage, Proposal.state.in_(UNSCORED))
        .order_by(Proposal.number)
    ).all()


def undecided_numbers(call_id: int, stage: int) -> Sequence[str]:
    """The numbers of the proposals of a stage that wait for a decision which nobody drew up."""
    decided = select(Decision.id).where(Decision.proposal_id == Proposal.id, Decision.stage == stage)
    return db.session.scalars(
        select(Proposal.number)
        .where(
            Proposal.call_id == call_id,
            Proposal.stage == stage,
            Proposal.state.in_([ProposalState.SUBMITTED, *IN_EVALUATION]),
            ~decided.exists(),
        )
        .order_by(Proposal.number)
    ).all()


def announcement_of(call_id: int, stage: int) -> Announcement | None:
    return db.session.scalar(
        select(Announcement).where(Announcement.call_id == call_id, Announcement.stage == stage)
    )


def announced_stages(call_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """Call id -> the stages whose decisions are public."""
    found: dict[int, frozenset[int]] = {}
    statement = select(Announcement.call_id, Announcement.stage).where(Announcement.call_id.in_(call_ids))
    for call_id, stage in db.session.execute(statement):
        found[call_id] = found.get(call_id, frozenset()) | {stage}
    return found


def public_awards(call_id: int) -> Sequence[Decision]:
    """The announced awards of a call that stand, best first: what the public page lists."""
    return db.session.scalars(
        select(Decision)
        .join(Decision.proposal)
        .where(
            Proposal.call_id == call_id,
            Decision.outcome == Outcome.AWARDED,
            Decision.announced_at.is_not(None),
            Proposal.state == ProposalState.AWARDED,
        )
        .options(
            contains_eager(Decision.proposal).joinedload(Proposal.organisation),
            joinedload(Decision.submission),
        )
        .order_by(Decision.rank, Decision.id)
    ).all()


def scored_rows(call_id: int, stage_number: int, stage: Stage) -> list[tuple[Reviewed, Score]]:
    """Every reviewed submission of a stage with its mean score, sections carried over from the stage before included."""
    carried = _carried(call_id, stage_number, stage)
    rows = []
    for reviewed in scores_of_stage(call_id, stage_number):
        score = mean_score(reviewed.scores, carried=carried.get(reviewed.submission.proposal_id))
        if score is not None:
            rows.append((reviewed, score))
    return rows


def _carried(call_id: int, stage_number: int, stage: Stage) -> dict[int, dict[str, Decimal]]:
    """Proposal id -> the sections that this stage takes over from the former one, with their points."""
    if stage_number == 1 or not stage.carries:
        return {}
    former = {
        r.submission.proposal_id: mean_score(r.scores) for r in scores_of_stage(call_id, stage_number - 1)
    }
    return {
        proposal_id: {code: score.sections[code] for code in stage.carries if code in score.sections}
        for proposal_id, score in former.items()
        if score is not None
    }


def candidates(rows: Sequence[tuple[Reviewed, Score]], stage: Stage) -> list[Candidate]:
    """The scored proposals of a stage as the ranking takes them."""
    return [
        Candidate(
            proposal_id=reviewed.submission.proposal_id,
            number=reviewed.submission.proposal.number,
            score=score.total,
            requested=reviewed.submission.requested or Decimal(0),
            passes=passes_thresholds(stage.grid, score),
            submitted_order=reviewed.submission.id,
        )
        for reviewed, score in rows
    ]


def decision_by_id(decision_id: int, actor: Actor) -> Decision | None:
    """One decision with its proposal; None when the actor may not see it."""
    proposal = joinedload(Decision.proposal)
    return db.session.scalar(
        visible_to(actor)
        .where(Decision.id == decision_id)
        .options(
            proposal.joinedload(Proposal.organisation),
            proposal.joinedload(Proposal.call_version),
            proposal.joinedload(Proposal.call),
            joinedload(Decision.letter),
        )
    )


def decisions_of_proposal(proposal_id: int, actor: Actor) -> Sequence[Decision]:
    """The decisions on a proposal that the actor may see, newest first."""
    statement = visible_to(actor).where(Decision.proposal_id == proposal_id).order_by(Decision.stage.desc())
    return db.session.scalars(statement.options(joinedload(Decision.submission))).all()


def waiting_for_announcement() -> list[tuple[Call, int, int]]:
    """(call, stage, decisions) of the lists that are drawn up and not announced."""
    rows = db.session.execute(
        select(Call, Decision.stage, func.count(Decision.id))
        .select_from(Decision)
        .join(Decision.proposal)
        .join(Proposal.call)
        .where(Decision.announced_at.is_(None))
        .group_by(Call.id, Decision.stage)
        .order_by(Call.id, Decision.stage)
    )
    return list(rows)
