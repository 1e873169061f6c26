"""When a call is what, and who may see or change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cop.kernel.actor import Actor, Role
from cop.kernel.clock import Window

MANAGERS = frozenset({Role.OFFICER, Role.MANAGER, Role.ADMIN})
READERS_OF_DRAFTS = MANAGERS | {Role.AUDITOR}


class Phase(StrEnum):
    """Where a published call stands for the public."""

    ANNOUNCED = "announced"
    OPEN = "open"
    EVALUATION = "evaluation"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class StageTimes:
    """One stage's window and whether its decisions have been announced."""

    number: int
    window: Window
    is_announced: bool = False


def can_see(actor: Actor, *, is_published: bool) -> bool:
    """A published call is everyone's; a draft is the secretariat's and the auditor's."""
    return is_published or actor.is_system or bool(actor.roles & READERS_OF_DRAFTS)


def can_manage(actor: Actor) -> bool:
    """Who may make, change and publish calls."""
    return actor.is_system or bool(actor.roles & MANAGERS)


def stage_now(stages: Sequence[StageTimes], now: datetime) -> StageTimes:
    """The stage that matters at `now`: the open one, else the next to open, else the last."""
    for stage in stages:
        if stage.window.is_open(now):
            return stage
    for stage in stages:
        if stage.window.is_ahead(now):
            return stage
    return stages[-1]


def phase(stages: Sequence[StageTimes], now: datetime) -> Phase:
    """Where the call stands at `now`. Between two stages it is in evaluation, announced or not."""
    if stages[-1].is_announced:
        return Phase.DECIDED
    if any(stage.window.is_open(now) for stage in stages):
        return Phase.OPEN
    return Phase.ANNOUNCED if stages[0].window.is_ahead(now) else Phase.EVALUATION
