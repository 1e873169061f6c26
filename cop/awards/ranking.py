"""The ranking of a stage as its page shows it: scores, the line, what is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cop.awards import rules
from cop.awards.models import Decision
from cop.awards.queries import candidates, decisions_of_stage, scored_rows
from cop.awards.rules import Ranked
from cop.awards.services.guard import success_of
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call
from cop.kernel.actor import Actor
from cop.proposals.models import Proposal
from cop.reviews.queries import Reviewed
from cop.reviews.rules import Score, in_conflict


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A proposal in its place. `proposed` is what the rule says, `decision` what people did; `low`, `high` span its reviews."""

    ranked: Ranked
    reviewed: Reviewed
    score: Score
    proposed: str
    decision: Decision | None
    is_hidden: bool

    @property
    def proposal(self) -> Proposal:
        return self.reviewed.submission.proposal

    @property
    def outcome(self) -> str:
        return self.decision.outcome.value if self.decision else self.proposed

    @property
    def low(self) -> Decimal:
        return self.score.total + min(s.total for s in self.reviewed.scores) - self._mean

    @property
    def high(self) -> Decimal:
        return self.score.total + max(s.total for s in self.reviewed.scores) - self._mean

    @property
    def _mean(self) -> Decimal:
        return sum((s.total for s in self.reviewed.scores), Decimal(0)) / len(self.reviewed.scores)


def ranking_of(call: Call, definition: CallDefinition, stage: int, *, actor: Actor) -> list[RankedRow]:
    """Every scored proposal of a stage, best first; five queries, however many there are.

    What the actor is in conflict with comes last, and the others are ranked among themselves: neither a place nor a gap
    tells how a proposal of their own organisation stands.
    """
    rows = scored_rows(call.id, stage, definition.stage(stage))
    own = {r.submission.proposal_id for r, _score in rows if _is_own(r, actor)}
    standing = rules.rank(candidates(rows, definition.stage(stage)))
    outcomes = _outcomes(standing, definition, stage)
    if own:
        shown = [row.candidate for row in standing if row.candidate.proposal_id not in own]
        standing = [*rules.rank(shown), *(row for row in standing if row.candidate.proposal_id in own)]
    by_proposal = {reviewed.submission.proposal_id: (reviewed, score) for reviewed, score in rows}
    decided = decisions_of_stage(call.id, stage)
    return [
        RankedRow(row, *by_proposal[at], outcomes[at], decided.get(at), at in own)
        for row in standing
        for at in (row.candidate.proposal_id,)
    ]


def _is_own(reviewed: Reviewed, actor: Actor) -> bool:
    return in_conflict(actor, reviewed.submission.proposal)


def _outcomes(standing: Sequence[Ranked], definition: CallDefinition, stage: int) -> dict[int, str]:
    """Proposal id -> what the call's selection rule makes of it."""
    envelope, places = definition.selection_limits(stage)
    success = success_of(definition, stage).value
    proposed = rules.cut(
        standing, success=success, envelope=envelope, places=places, has_reserve=definition.reserve
    )
    return {row.ranked.candidate.proposal_id: row.outcome for row in proposed}


def funding_line(rows: Sequence[RankedRow], success: str) -> Decimal | None:
    """The score of the last one above the line; None when there is none."""
    return min((row.score.total for row in rows if row.outcome == success), default=None)
