"""Reads of administrative checks: checklists, what teams were asked, decisions, appeals."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.check_models import Appeal, Check, CheckedItem, CheckRequest
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import that_counts
from cop.proposals.reading import definition_under
from cop.proposals.rules.checking import READERS, Checked, latest_due
from cop.proposals.states import CheckState, ProposalState
from cop.proposals.team import of_team

MOST_ON_DESK = 50


def checks_visible_to(actor: Actor) -> Select[Check]:
    """The decisions that `actor` may read; the twin of rules.team.can_read_check."""
    own = of_team(actor)
    may = own & Check.told_at.is_not(None)
    if actor.is_system or actor.roles & READERS:
        may |= ~own
    return select(Check).join(Check.submission).join(Submission.proposal).where(may)


def check_for(submission: Submission, actor: Actor) -> Check | None:
    """The decision on a submission, for somebody who may read it."""
    statement = checks_visible_to(actor).where(Check.submission_id == submission.id)
    return db.session.scalar(statement.options(joinedload(Check.checker)))


def answers_of(submission: Submission) -> dict[str, CheckedItem]:
    """Item of the checklist -> what was said of it."""
    rows = db.session.scalars(select(CheckedItem).where(CheckedItem.submission_id == submission.id))
    return {row.item: row for row in rows}


def requests_of(proposal: Proposal, stage: int) -> Sequence[CheckRequest]:
    """What the team was asked for about what it handed in at `stage`, in order, with what it answered."""
    return db.session.scalars(
        select(CheckRequest)
        .where(CheckRequest.proposal_id == proposal.id, CheckRequest.stage == stage)
        .options(joinedload(CheckRequest.blob))
        .order_by(CheckRequest.id)
    ).all()


def request_by_id(proposal: Proposal, request_id: int) -> CheckRequest | None:
    statement = select(CheckRequest).where(CheckRequest.id == request_id)
    return db.session.scalar(statement.where(CheckRequest.proposal_id == proposal.id))


def is_answer(proposal_id: int, blob_id: int, stage: int | None = None) -> bool:
    """Whether the file is what the team answered a request with (at `stage`, or at any)."""
    statement = select(CheckRequest.id).where(
        CheckRequest.proposal_id == proposal_id, CheckRequest.blob_id == blob_id
    )
    if stage is not None:
        statement = statement.where(CheckRequest.stage == stage)
    return db.session.scalar(statement.limit(1)) is not None


def checked_of(submission: Submission, check: Check | None, *, now: datetime) -> Checked:
    """How far the check of a submission is, for the rules."""
    terms = definition_under(submission).stage(submission.stage).check
    given = {item for item, row in answers_of(submission).items() if row.answer is not None}
    plain = Checked(
        four_eyes=terms.four_eyes,
        unanswered=sum(item.code not in given for item in terms.items),
        due_at=latest_due(requests_of(submission.proposal, submission.stage), now),
    )
    return plain if check is None else _with_decision(plain, check)


def _with_decision(checked: Checked, check: Check) -> Checked:
    appeal = check.appeal
    return replace(
        checked,
        state=check.state,
        decided_by=(check.checked_by, check.second_by),
        appeal_until=check.appeal_until,
        has_appealed=appeal is not None,
        waits_for_answer=appeal is not None and appeal.answered_at is None,
    )


def ineligible_of_stage(call_id: int, stage: int) -> list[tuple[Submission, Check]]:
    """What was found ineligible in a stage and has not been told yet, with the check."""
    rows = db.session.execute(
        select(Submission, Check)
        .join(Check, Check.submission_id == Submission.id)
        .join(Submission.proposal)
        .where(Proposal.call_id == call_id, that_counts(stage), Proposal.state == ProposalState.INELIGIBLE)
        .options(contains_eager(Submission.proposal).joinedload(Proposal.organisation))
        .order_by(Submission.id)
    )
    return list(rows)


def unchecked_numbers(call_id: int, stage: int) -> Sequence[str]:
    """The proposals of a stage that nobody has decided on yet."""
    return db.session.scalars(
        select(Proposal.number)
        .where(
            Proposal.call_id == call_id, Proposal.stage == stage, Proposal.state == ProposalState.SUBMITTED
        )
        .order_by(Proposal.number)
    ).all()


def appealing_numbers(call_id: int, stage: int, now: datetime) -> Sequence[str]:
    """The proposals of a stage whose teams may still appeal, or wait for the answer to their appeal."""
    may_still = Appeal.id.is_(None) & (Check.appeal_until > now)
    waits = Appeal.id.is_not(None) & Appeal.answered_at.is_(None)
    return db.session.scalars(
        select(Proposal.number)
        .join(Submission, (Submission.proposal_id == Proposal.id) & that_counts(stage))
        .join(Check, Check.submission_id == Submission.id)
        .outerjoin(Appeal, Appeal.check_id == Check.id)
        .where(Proposal.call_id == call_id, Proposal.state == ProposalState.REJECTED, may_still | waits)
        .order_by(Proposal.number)
    ).all()


def requests_on_desk(actor: Actor, now: datetime) -> Sequence[CheckRequest]:
    """For a team what it is asked and may still answer."""
    return db.session.scalars(
        select(CheckRequest)
        .join(CheckRequest.proposal)
        .where(
            or_(Proposal.organisation_id.in_(actor.writes_for), Proposal.id.in_(actor.writes_in)),
            Proposal.state == ProposalState.SUBMITTED,
            CheckRequest.answered_at.is_(None),
            CheckRequest.withdrawn_at.is_(None),
            CheckRequest.due_at > now,
        )
        .options(contains_eager(CheckRequest.proposal))
        .order_by(CheckRequest.due_at)
        .limit(MOST_ON_DESK)
    ).all()


def answered_on_desk(actor: Actor) -> Sequence[Proposal]:
    """For staff what came in since anybody looked: the proposal is still to be decided."""
    answered = select(CheckRequest.proposal_id).where(
        CheckRequest.answered_at.is_not(None), CheckRequest.stage == Proposal.stage
    )
    decided = (
        select(Check.id)
        .join(Submission, Submission.id == Check.submission_id)
        .where(Submission.proposal_id == Proposal.id, Submission.stage == Proposal.stage)
        .where(Submission.replaced_at.is_(None))
    )
    return db.session.scalars(
        select(Proposal)
        .where(
            Proposal.state == ProposalState.SUBMITTED, Proposal.organisation_id.not_in(actor.organisations)
        )
        .where(Proposal.id.in_(answered.correlate(Proposal)), ~decided.correlate(Proposal).exists())
        .order_by(Proposal.id)
        .limit(MOST_ON_DESK)
    ).all()


def decisions_on_desk(actor: Actor) -> list[tuple[Check, Proposal]]:
    """For staff the decisions of others that wait for a second officer, and appeals that wait for an answer."""
    proposed = (Check.state == CheckState.PROPOSED) & (Proposal.state == ProposalState.SUBMITTED)
    appealed = Appeal.id.is_not(None) & Appeal.answered_at.is_(None)
    mine = (Check.checked_by == actor.user_id) | (
        Check.second_by.is_not(None) & (Check.second_by == actor.user_id)
    )
    rows = db.session.execute(
        select(Check, Proposal)
        .join(Check.submission)
        .join(Submission.proposal)
        .outerjoin(Appeal, Appeal.check_id == Check.id)
        .where(
            Submission.replaced_at.is_(None),
            proposed | (appealed & (Proposal.state == ProposalState.REJECTED)),
        )
        .where(~mine, Proposal.organisation_id.not_in(actor.organisations))
        .order_by(Check.id)
        .limit(MOST_ON_DESK)
    )
    return list(rows.unique())
