"""Reopen what is handed in. It stays in, and counts, until the team hands in its next version."""

from datetime import datetime

from cop.activity.services import record
from cop.calls.queries import definition_of, version_in_force
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.deadlines import window_for
from cop.proposals.mails import mail_reopened
from cop.proposals.models import Proposal
from cop.proposals.paper import paper_of
from cop.proposals.queries import draft_of
from cop.proposals.rules.checking import NOT_CHECKED, Checked
from cop.proposals.rules.standing import Facts, counted_at
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.extend import move_closing
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.history import typists_of
from cop.proposals.services.hold import hold


def facts_of(proposal: Proposal, *, now: datetime, missing: int = 0, checked: Checked = NOT_CHECKED) -> Facts:
    """What the workflow asks of a proposal, its own deadline included."""
    return Facts(
        now=counted_at(proposal, now),
        window=window_for(proposal),
        missing=missing,
        checked=checked,
        typed_by=_typed_by(proposal),
    )


def _typed_by(proposal: Proposal) -> frozenset[int]:
    """Who entered what came on paper or typed any of it, where the call asks for four eyes."""
    entry = paper_of(proposal) if proposal.on_paper_at else None
    if entry is None or not definition_of(proposal.call_version).stage(proposal.stage).check.four_eyes:
        return frozenset()
    draft = draft_of(proposal)
    people = {entry.entered_by}
    if draft is not None:  # documents leave no revision, so the last hand counts too
        people |= {draft.updated_by, *db.session.scalars(typists_of(draft))}
    return frozenset(person for person in people if person is not None)


def reopen_proposal(proposal: Proposal, *, actor: Actor, now: datetime) -> None:
    """Before the deadline the team opens its own again; raises Denied, TooLate or Refused."""
    hold(proposal)
    WORKFLOW.target("reopen", proposal, actor, facts_of(proposal, now=now))
    _open_again(proposal, now)
    record("proposal.reopened", proposal, actor=actor, now=now, stage=proposal.stage)


def reopen_late(proposal: Proposal, closes_at: datetime, *, reason: str, actor: Actor, now: datetime) -> None:
    """After the deadline staff give a team more time for what is in; raises Denied, Refused or Invalid."""
    refuse_own_call(proposal.call_id, actor)
    hold(proposal)
    WORKFLOW.target("reopen_late", proposal, actor, facts_of(proposal, now=now))
    extension = move_closing(proposal, closes_at, reason=reason, actor=actor, now=now)
    _open_again(proposal, now)
    record(
        "proposal.reopened_late",
        proposal,
        actor=actor,
        now=now,
        stage=proposal.stage,
        closes_at=closes_at.isoformat(),
        reason=reason,
    )
    mail_reopened(proposal, extension, now=now)


def _open_again(proposal: Proposal, now: datetime) -> None:
    """The next version is written under the call as it stands; what is in keeps the version it was handed in under."""
    proposal.reopened_at, proposal.call_version = now, version_in_force(proposal.call)
