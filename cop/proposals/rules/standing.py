"""Where a proposal stands, as far as the rules look at it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cop.kernel.clock import Window
from cop.proposals.rules.checking import NOT_CHECKED, Checked
from cop.proposals.states import ProposalState as S


class Standing(Protocol):
    """What the rules need to know of a proposal."""

    @property
    def id(self) -> int: ...
    @property
    def state(self) -> S: ...
    @property
    def organisation_id(self) -> int: ...
    @property
    def reopened_at(self) -> datetime | None: ...
    @property
    def on_paper_at(self) -> datetime | None: ...


class Staged(Standing, Protocol):
    """The same, and the stage it is in."""

    @property
    def stage(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What a guard may look at beside the proposal: the instant, the window, what is still missing, how far the check is."""

    now: datetime
    window: Window
    missing: int = 0
    checked: Checked = NOT_CHECKED
    typed_by: frozenset[int] = frozenset()
    """Who typed what came on paper, where the call wants somebody else to hand it in."""


def counted_at(proposal: Standing, now: datetime) -> datetime:
    """The instant that a deadline is judged by: when the registry received what came on paper, else this one."""
    return proposal.on_paper_at or now


def is_reopened(proposal: Standing) -> bool:
    """Whether the team may hand in a newer version of what is in. Until it does, the one that is in counts."""
    return proposal.state == S.SUBMITTED and proposal.reopened_at is not None


def is_in_writing(proposal: Standing) -> bool:
    """Whether the team may write: a draft, or a newer version of what is in. Its twin in SQL is deadlines.in_writing."""
    return proposal.state == S.DRAFT or is_reopened(proposal)
