"""Hand in; withdraw. One transaction holds the submission, its receipt, the activity and the mails."""

from datetime import datetime

from cop.activity.services import record
from cop.calls.queries import definition_of
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid, Refused
from cop.kernel.ids import digest
from cop.kernel.messages import N_, say
from cop.proposals.events import ProposalSubmitted, ProposalWithdrawn
from cop.proposals.mails import mail_receipt
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import submission_by_key, submission_of
from cop.proposals.rules import snapshot
from cop.proposals.rules.standing import counted_at
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.freeze import Frozen, freeze_whole, still_stands
from cop.proposals.services.guard import refuse_judged, refuse_own_call
from cop.proposals.services.hold import hold
from cop.proposals.services.reopen import facts_of
from cop.proposals.states import ProposalState


def submit_proposal(
    proposal: Proposal,
    *,
    key: str,
    declared: bool,
    actor: Actor,
    now: datetime,
    ready: Frozen | None = None,
) -> Submission:
    """Hand in the present stage, or a newer version of it; the same `key` gives the same submission, however often it comes.

    Raises Denied, TooLate, Refused (wrong state) or Invalid (incomplete, declaration missing). `now` is the receipt of the
    request: it alone decides whether the deadline was met; of what came on paper, its receipt by the registry decides.
    `ready` is what freeze_whole made before anything was locked.
    """
    hold(proposal)
    key = _own_key(proposal, key)
    if (earlier := submission_by_key(key)) is not None:
        return _still_counts(earlier)
    counted = counted_at(proposal, now)
    _refuse_paper(proposal, actor)
    frozen = ready if ready and still_stands(ready, proposal) else freeze_whole(proposal, now=counted)
    missing = frozen.missing if frozen else 1
    target = WORKFLOW.target("submit", proposal, actor, facts_of(proposal, now=now, missing=missing))
    if not declared:
        raise Invalid(fields={"declared": say(N_("Please confirm the declaration before you submit."))})
    assert frozen is not None  # noqa: S101 - a draft that is missing counts as incomplete above
    submission = _snapshot(proposal, frozen, key=key, actor=actor, now=counted)
    proposal.state, proposal.title, proposal.reopened_at = ProposalState(target), frozen.title, None
    _record(submission, actor=actor, now=now)
    mail_receipt(submission, now=now)
    events.publish(ProposalSubmitted(proposal_id=proposal.id, submission_id=submission.id))
    return submission


def _refuse_paper(proposal: Proposal, actor: Actor) -> None:
    """Paper may be typed late: not by a rival, nor once its stage has been judged without it."""
    if proposal.on_paper_at is not None:
        refuse_own_call(proposal.call_id, actor)
        refuse_judged(proposal.call_id, proposal.stage)


def _record(submission: Submission, *, actor: Actor, now: datetime) -> None:
    """With the instant that counted beside that of the deed, where they differ."""
    on_paper_at = submission.proposal.on_paper_at
    record(
        "proposal.submitted",
        submission.proposal,
        actor=actor,
        now=now,
        stage=submission.stage,
        submission=submission.number,
        sha256=submission.sha256,
        **({"received_at": on_paper_at.isoformat()} if on_paper_at else {}),
    )


def _still_counts(earlier: Submission) -> Submission:
    """What the same button handed in before; whoever reopened it since must not be told that the newer words are in."""
    if earlier.replaced_at is not None or earlier.proposal.reopened_at is not None:
        raise Refused(
            say(
                N_("You reopened the proposal after handing it in from this page. Check it again and submit.")
            )
        )
    return earlier


def _own_key(proposal: Proposal, key: str) -> str:
    """Of one length, and nobody can take a key that another proposal will use."""
    return digest(f"{proposal.id} {key}")


def _snapshot(proposal: Proposal, frozen: Frozen, *, key: str, actor: Actor, now: datetime) -> Submission:
    """The immutable copy of a draft, and the number and digest that prove it. The version before no longer counts."""
    stage, before = proposal.stage, submission_of(proposal, proposal.stage)
    if before is not None:
        before.replaced_at = now
        db.session.flush()  # only one may count
    version = before.version + 1 if before else 1
    submission = Submission(
        stage=stage,
        version=version,
        number=snapshot.receipt_number(proposal.number, stage=stage, sha256=frozen.sha256, version=version),
        content=frozen.content,
        sha256=frozen.sha256,
        key=key,
        language=proposal.language,
        requested=frozen.requested.amount if frozen.requested else None,
        currency=definition_of(proposal.call_version).currency,
        submitted_at=now,
        submitted_by=actor.user_id,
    )
    submission.proposal = proposal  # not appended to those before: they would be read for it
    db.session.add(submission)
    db.session.flush()
    return submission


def withdraw_proposal(proposal: Proposal, *, actor: Actor, now: datetime) -> None:
    """Take the proposal out of the call; what was handed in stays on record."""
    hold(proposal)
    proposal.state = ProposalState(WORKFLOW.target("withdraw", proposal, actor))
    record("proposal.withdrawn", proposal, actor=actor, now=now, stage=proposal.stage)
    events.publish(ProposalWithdrawn(proposal_id=proposal.id))
