"""The administrative check as its pages show it: what is done, what waits, and what the reader may do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cop.calls.definition.checking import Checking, CheckItem
from cop.kernel.actor import Actor
from cop.kernel.messages import Message
from cop.proposals.check_models import Check, CheckedItem, CheckRequest
from cop.proposals.checks import answers_of, check_for, requests_of
from cop.proposals.models import Proposal, Submission
from cop.proposals.reading import definition_under
from cop.proposals.rules.checking import is_open
from cop.proposals.rules.team import is_of_team
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.services.check import check_facts

ACTS = ("ask", "decide", "send_back", "uphold")


@dataclass(frozen=True, slots=True)
class CheckShown:
    """For staff and auditors. `why_not` says what keeps a decision from being made, where the actor could make it."""

    terms: Checking
    answers: Mapping[str, CheckedItem]
    requests: Sequence[CheckRequest]
    check: Check | None
    acts: frozenset[str]
    why_not: Message | None

    @property
    def unanswered(self) -> int:
        return sum(self._is_open(item) for item in self.terms.items)

    def _is_open(self, item: CheckItem) -> bool:
        row = self.answers.get(item.code)
        return row is None or row.answer is None


def check_shown(submission: Submission, actor: Actor, *, now: datetime) -> CheckShown:
    """The check of what was handed in, and the acts that the workflow offers; staff who apply read no more than their team."""
    proposal = submission.proposal
    check = check_for(submission, actor)
    facts = check_facts(submission, check, now=now)
    refusals = {act: WORKFLOW.why_not(act, proposal, actor, facts) for act in ACTS}
    acts = frozenset(act for act, refusal in refusals.items() if refusal is None)
    waits = refusals["decide"] if "ask" in acts and refusals["decide"] else None
    return CheckShown(
        terms=definition_under(submission).stage(submission.stage).check,
        answers={} if is_of_team(proposal, actor) else answers_of(submission),
        requests=requests_of(proposal, submission.stage),
        check=check,
        acts=acts,
        why_not=waits.message if waits else None,
    )


@dataclass(frozen=True, slots=True)
class CheckTold:
    """For the team: what it is asked, and of the decision what it was told."""

    requests: Sequence[CheckRequest]
    check: Check | None
    may_appeal: bool
    now: datetime

    def is_open(self, request: CheckRequest) -> bool:
        return is_open(request, self.now)


def check_told(
    proposal: Proposal, submission: Submission | None, actor: Actor, *, now: datetime
) -> CheckTold:
    """What the actor may read of the check of a proposal's present stage."""
    if submission is None:
        return CheckTold((), None, may_appeal=False, now=now)
    check = check_for(submission, actor)
    may_appeal = check is not None and not WORKFLOW.why_not(
        "appeal", proposal, actor, check_facts(submission, check, now=now)
    )
    return CheckTold(requests_of(proposal, submission.stage), check, may_appeal, now)
