"""What happens to proposals."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProposalSubmitted:
    """A stage was handed in: `submission_id` is its snapshot."""

    proposal_id: int
    submission_id: int


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    proposal_id: int


@dataclass(frozen=True, slots=True)
class EligibilityDecided:
    """Staff found a submission eligible or not."""

    proposal_id: int
    submission_id: int
    is_eligible: bool
