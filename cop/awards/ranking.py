"""The ranking of a stage as its page shows it: scores, the line, what is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cop.awards import rules
from cop.awards.models import Decision
from cop.awards.queries import candidates, decisions_of_stage, scored_rows
from cop.awards.rules import Ranked
from cop.awards.services import success_of
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
    """Every scored proposal of a stage, best first; four queries, however many there are."""
    rows = scored_rows(call.id, stage, definition.stage(stage))
    by_proposal = {reviewed.submission.proposal_id: (reviewed, score) for reviewed, score in rows}
    envelope, places = definition.selection_limits(stage)
    proposed = rules.cut(
        rules.rank(candidates(rows, definition.stage(stage))),
        success=success_of(definition, stage).value,
        envelope=envelope,
        places=places,
        has_reserve=definition.reserve,
    )
    decided = decisions_of_stage(call.id, stage)
    return [
        RankedRow(
            row.ranked,
            *by_proposal[row.ranked.candidate.proposal_id],
            row.outcome,
            decided.get(row.ranked.candidate.proposal_id),
            in_conflict(actor, organisation_id=_organisation(by_proposal, row)),
        )
        for row in proposed
    ]


def _organisation(by_proposal: dict[int, tuple[Reviewed, Score]], row: rules.Proposed) -> int:
    return by_proposal[row.ranked.candidate.proposal_id][0].submission.proposal.organisation_id


def funding_line(rows: Sequence[RankedRow], success: str) -> Decimal | None:
    """The score of the last one above the line; None when there is none."""
    return min((row.score.total for row in rows if row.outcome == success), default=None)
