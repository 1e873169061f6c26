"""Give proposals to reviewers, take them back, end the reviewing."""

from datetime import datetime

from sqlalchemy import select

from cop.accounts.models import User
from cop.activity.services import record
from cop.calls.models import Call
from cop.core.db import db
from cop.directory.queries import organisations_of
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused
from cop.kernel.messages import N_, first_few, say
from cop.proposals.actors import let_in
from cop.proposals.deadlines import is_over_for_all
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import that_counts
from cop.proposals.rules.workflow import UNSCORED, WORKFLOW
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.hold import hold
from cop.proposals.states import ProposalState
from cop.reviews import rules
from cop.reviews.mails import mail_assignment
from cop.reviews.models import Assignment
from cop.reviews.queries import submitted_scores


def assign_reviewer(submission: Submission, reviewer: User, *, actor: Actor, now: datetime) -> Assignment:
    """Give a submission to a reviewer; raises Denied, Refused (wrong state) or Invalid (conflict, assigned already)."""
    proposal = submission.proposal
    _refuse_assigning(actor, proposal)
    hold(proposal)
    if submission.stage != proposal.stage or submission.replaced_at is not None:
        raise Refused(say(N_("This stage is over for this proposal.")))
    target = WORKFLOW.target("assign", proposal, actor)
    _refuse_reviewer(submission, reviewer)
    assignment = Assignment(
        submission_id=submission.id, reviewer_id=reviewer.id, assigned_at=now, assigned_by=actor.user_id
    )
    db.session.add(assignment)
    proposal.state = ProposalState(target)
    record(
        "review.assigned",
        assignment,
        actor=actor,
        now=now,
        submission=submission.number,
        reviewer=reviewer.id,
    )
    mail_assignment(assignment, reviewer, proposal, now=now)
    return assignment


def _refuse_assigning(actor: Actor, proposal: Proposal) -> None:
    if not rules.can_assign(actor):
        raise Denied
    if rules.in_conflict(actor, proposal):
        raise Denied(
            say(N_("You belong to the organisation that applies, so somebody else chooses its reviewers."))
        )


def _refuse_reviewer(submission: Submission, reviewer: User) -> None:
    roles = frozenset(row.role for row in reviewer.roles)
    candidate = let_in(Actor(user_id=reviewer.id, roles=roles, organisations=organisations_of(reviewer.id)))
    if not rules.can_be_assigned(candidate, submission.proposal):
        raise Invalid(
            say(
                N_("%(reviewer)s belongs to the organisation that applies, or is no reviewer."),
                reviewer=reviewer.name,
            )
        )
    same = (Assignment.submission_id == submission.id, Assignment.reviewer_id == reviewer.id)
    if db.session.scalar(select(Assignment.id).where(*same)):
        raise Invalid(say(N_("%(reviewer)s is assigned to this proposal already."), reviewer=reviewer.name))


def withdraw_assignment(assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Take a submission back from a reviewer who has not begun; raises Refused when there is a review."""
    _refuse_assigning(actor, assignment.submission.proposal)
    hold(assignment.submission.proposal)
    db.session.refresh(assignment, ["review"])
    if assignment.review is not None:
        raise Refused(say(N_("This review has been started, so the assignment stays on record.")))
    record("review.unassigned", assignment, actor=actor, now=now, reviewer=assignment.reviewer_id)
    db.session.delete(assignment)


def close_reviews(call: Call, stage: int, *, actor: Actor, now: datetime) -> int:
    """End the reviewing of a stage: every proposal in it is scored. How many were.

    Raises Refused while a proposal that was handed in is unchecked, unassigned or without a single review: it would
    fall between two lists and never hear of a decision.
    """
    if not rules.can_assign(actor):
        raise Denied
    refuse_own_call(call.id, actor)
    if not is_over_for_all(call, stage, now):
        raise Refused(say(N_("This stage is still open: more proposals may come in until its deadline.")))
    rows = db.session.execute(
        select(Proposal, Submission.id)
        .join(Submission, (Submission.proposal_id == Proposal.id) & that_counts(stage))
        .where(Proposal.call_id == call.id, Proposal.stage == stage, Proposal.state.in_(UNSCORED))
        .order_by(Proposal.number)
        .with_for_update(of=Proposal)
    ).all()
    reviewed = submitted_scores([submission_id for _proposal, submission_id in rows])
    if lacking := [proposal.number for proposal, submission_id in rows if submission_id not in reviewed]:
        raise Refused(say(N_("These proposals have no review yet: %(numbers)s."), numbers=first_few(lacking)))
    for proposal, _submission_id in rows:
        proposal.state = ProposalState(WORKFLOW.target("close", proposal, actor))
    record("reviews.closed", call, actor=actor, now=now, stage=stage, count=len(rows))
    return len(rows)
