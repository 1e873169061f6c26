"""Reads of proposals, drafts and submissions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import joinedload, selectinload

from cop.calls.models import Call
from cop.core.db import db
from cop.directory.models import Organisation
from cop.kernel.actor import Actor
from cop.proposals.check_models import Appeal, Check
from cop.proposals.models import Proposal, StageDraft, Submission
from cop.proposals.rules.checking import READERS
from cop.proposals.states import CheckState, ProposalState
from cop.proposals.team import of_team


def visible_to(actor: Actor) -> Select[Proposal]:
    """The proposals that `actor` may see, newest first; the twin of rules.workflow.can_see."""
    statement = select(Proposal).order_by(Proposal.id.desc())
    if actor.is_system or actor.roles & READERS:
        return statement
    return statement.where(of_team(actor))


def proposal_by_id(proposal_id: int, actor: Actor) -> Proposal | None:
    """One proposal with organisation, call, stages, version and extensions, in one query; None when the actor may not see it."""
    statement = visible_to(actor).where(Proposal.id == proposal_id)
    call = joinedload(Proposal.call)
    loads = (
        joinedload(Proposal.organisation),
        call.joinedload(Call.stages),
        joinedload(Proposal.call_version),
        joinedload(Proposal.extensions),
    )
    return db.session.scalars(statement.options(*loads)).unique().one_or_none()


def proposals_of_team(actor: Actor) -> Sequence[Proposal]:
    """The proposals of the actor's teams, newest first."""
    statement = select(Proposal).where(of_team(actor)).order_by(Proposal.id.desc())
    loads = (
        joinedload(Proposal.organisation),
        joinedload(Proposal.call),
        joinedload(Proposal.call_version),
        selectinload(Proposal.extensions),
    )
    return db.session.scalars(statement.options(*loads).limit(200)).all()


def draft_of(proposal: Proposal, stage: int | None = None) -> StageDraft | None:
    """What is, or was, being written for `stage` (the present one when not given)."""
    return db.session.scalar(
        select(StageDraft).where(
            StageDraft.proposal_id == proposal.id, StageDraft.stage == (stage or proposal.stage)
        )
    )


def draft_version(proposal: Proposal) -> int | None:
    """The count of saves of what is being written for the present stage, without what is written."""
    return db.session.scalar(
        select(StageDraft.version).where(
            StageDraft.proposal_id == proposal.id, StageDraft.stage == proposal.stage
        )
    )


def that_counts(stage: int) -> ColumnElement[bool]:
    """Of all that was handed in at `stage`, the last version of each proposal."""
    return and_(Submission.stage == stage, Submission.replaced_at.is_(None))


def submission_of(proposal: Proposal, stage: int, *, version: int | None = None) -> Submission | None:
    """What was handed in at `stage`: the version that counts when none is asked for."""
    which = that_counts(stage) if version is None else Submission.version == version
    return db.session.scalar(
        select(Submission).where(Submission.proposal_id == proposal.id, Submission.stage == stage, which)
    )


def submission_by_key(key: str) -> Submission | None:
    return db.session.scalar(select(Submission).where(Submission.key == key))


def submission_by_id(submission_id: int) -> Submission | None:
    """One submission with its proposal and lead organisation; whether it may be read is the caller's rule."""
    statement = select(Submission).where(Submission.id == submission_id)
    loads = joinedload(Submission.proposal)
    return db.session.scalar(
        statement.options(loads.joinedload(Proposal.organisation), loads.joinedload(Proposal.call_version))
    )


def check_of(submission: Submission) -> Check | None:
    return db.session.scalar(select(Check).where(Check.submission_id == submission.id))


def standing_in(stage: int) -> ColumnElement[ProposalState]:
    """Where a proposal stands as `stage` sees it: one that has gone on to the next was invited."""
    invited = literal(ProposalState.INVITED, Proposal.state.type)
    return case((Proposal.stage > stage, invited), else_=Proposal.state)


def counts_by_state(call_id: int, *, stage: int) -> dict[str, int]:
    """How many proposals of a call stand where, in `stage`; the same ones that lists.queries.listed gives."""
    standing = standing_in(stage)
    rows = db.session.execute(
        select(standing, func.count())
        .where(Proposal.call_id == call_id, Proposal.stage >= stage)
        .group_by(standing)
        .order_by(standing)
    )
    return {state.value: count for state, count in rows}


def how_far(call_id: int, *, stage: int) -> tuple[int, int, int, int]:
    """How many proposals of a call were started in `stage`, handed in, found eligible, and invited further or awarded."""
    passed = ((Check.state == CheckState.IN_FORCE) & Check.is_eligible) | Appeal.is_upheld.is_(True)
    succeeded = standing_in(stage).in_((ProposalState.INVITED, ProposalState.AWARDED))
    started, submitted, eligible, successful = db.session.execute(
        select(
            func.count(Proposal.id),
            func.count(Submission.id),
            func.count(Check.id).filter(passed),
            func.count(Proposal.id).filter(succeeded),
        )
        .select_from(Proposal)
        .outerjoin(Submission, (Submission.proposal_id == Proposal.id) & that_counts(stage))
        .outerjoin(Check, Check.submission_id == Submission.id)
        .outerjoin(Appeal, Appeal.check_id == Check.id)
        .where(Proposal.call_id == call_id, Proposal.stage >= stage)
    ).one()
    return started, submitted, eligible, successful


def submissions_by_country(call_id: int, *, stage: int) -> list[tuple[str, int]]:
    """(country of the lead, submissions), most first."""
    rows = db.session.execute(
        select(Organisation.country, func.count())
        .join(Proposal, Proposal.organisation_id == Organisation.id)
        .join(Submission, Submission.proposal_id == Proposal.id)
        .where(Proposal.call_id == call_id, that_counts(stage))
        .group_by(Organisation.country)
        .order_by(func.count().desc(), Organisation.country)
    )
    return list(rows)


def submission_instants(call_id: int, *, stage: int) -> list[datetime]:
    """When each submission of a stage came in, in order."""
    return list(
        db.session.scalars(
            select(Submission.submitted_at)
            .join(Submission.proposal)
            .where(Proposal.call_id == call_id, that_counts(stage))
            .order_by(Submission.submitted_at)
        )
    )


def led_in_call(call_id: int, actor: Actor) -> Sequence[Proposal]:
    """The proposals of a call that the actor's organisations lead, withdrawn ones left out."""
    return db.session.scalars(
        select(Proposal).where(
            Proposal.call_id == call_id,
            Proposal.organisation_id.in_(actor.organisations),
            Proposal.state != ProposalState.WITHDRAWN,
        )
    ).all()


def count_led(call_id: int, organisation_id: int, *, beside: int | None = None) -> int:
    """How many proposals an organisation leads in a call, withdrawn ones and the one `beside` left out."""
    statement = select(func.count(Proposal.id)).where(
        Proposal.call_id == call_id,
        Proposal.organisation_id == organisation_id,
        Proposal.state != ProposalState.WITHDRAWN,
    )
    if beside is not None:
        statement = statement.where(Proposal.id != beside)
    return db.session.scalar(statement) or 0


def applies_in_call(call_id: int, actor: Actor) -> bool:
    """Whether the actor is of a team that applies in the call, as the lead or beside it."""
    in_call = (Proposal.call_id == call_id, Proposal.state != ProposalState.WITHDRAWN)
    return db.session.scalar(select(Proposal.id).where(*in_call, of_team(actor)).limit(1)) is not None


def waiting_for_check() -> list[tuple[Call, int]]:
    """(call, proposals handed in and not checked yet)."""
    rows = db.session.execute(
        select(Call, func.count(Proposal.id))
        .join(Proposal, Proposal.call_id == Call.id)
        .where(Proposal.state == ProposalState.SUBMITTED)
        .group_by(Call.id)
        .order_by(Call.id)
    )
    return list(rows)
