"""Acts on each of many proposals: whatever one is refused, the others go on."""

from collections.abc import Callable
from datetime import datetime

from cop.core import web
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import CopError, Refused
from cop.kernel.messages import N_, say
from cop.proposals.lists.models import Batch
from cop.proposals.lists.progress import note, refused
from cop.proposals.models import Proposal
from cop.proposals.queries import proposal_by_id, submission_of
from cop.proposals.services.check import Ruling, check_submission
from cop.proposals.services.extend import extend_proposal
from cop.proposals.services.tell import tell_team

NOT_HANDED_IN = N_("Nothing was handed in.")


def accept(batch: Batch, actor: Actor) -> None:
    """Find each eligible, as its own check page would."""

    def one(proposal: Proposal, now: datetime) -> None:
        submission = submission_of(proposal, proposal.stage)
        if submission is None:
            raise Refused(say(NOT_HANDED_IN))
        check_submission(submission, Ruling(is_eligible=True), actor=actor, now=now)

    _each(batch, actor, one)


def extend(batch: Batch, actor: Actor) -> None:
    """Give each team more time."""
    closes_at, reason = datetime.fromisoformat(batch.settings["closes_at"]), batch.settings["reason"]
    _each(
        batch,
        actor,
        lambda proposal, now: extend_proposal(proposal, closes_at, reason=reason, actor=actor, now=now),
    )


def mail(batch: Batch, actor: Actor) -> None:
    """Write to each team."""
    subject, text = batch.settings["subject"], batch.settings["text"]
    _each(
        batch,
        actor,
        lambda proposal, now: tell_team(proposal, subject=subject, text=text, actor=actor, now=now),
    )


def _each(batch: Batch, actor: Actor, do: Callable[[Proposal, datetime], object]) -> None:
    """Do it to one after the other, from where the batch stands; what happened to one is committed with its count."""
    for number, proposal_id in enumerate(batch.proposals[batch.done :], batch.done + 1):
        lines = []
        proposal = proposal_by_id(proposal_id, actor)
        try:
            with db.session.begin_nested():
                do(web.found(proposal), web.clock()())
        except CopError as error:
            lines.append(refused(proposal.number if proposal else "", error.message))
        note(batch, done=number, lines=lines)
