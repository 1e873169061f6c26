"""The life of a consolidated summary: its moderator writes and offers it, a manager endorses it or gives it back."""

from enum import StrEnum
from typing import Any, Protocol

from cop.discussions.rules import Led, can_moderate
from cop.kernel.actor import Actor, Role
from cop.kernel.messages import N_, Message, say
from cop.kernel.workflow import Transition, Workflow


class SummaryState(StrEnum):
    DRAFT = "draft"
    OFFERED = "offered"
    ENDORSED = "endorsed"


class Offered(Protocol):
    """A summary, as the workflow sees it."""

    @property
    def state(self) -> SummaryState: ...
    @property
    def text(self) -> str: ...
    @property
    def written_by(self) -> int | None: ...
    @property
    def discussion(self) -> Led: ...


_DRAFT, _OFFERED = frozenset({SummaryState.DRAFT}), frozenset({SummaryState.OFFERED})


def _leads(summary: Offered, actor: Actor) -> bool:
    return can_moderate(summary.discussion, actor)


def _is_manager(_summary: Offered, actor: Actor) -> bool:
    return actor.has(Role.MANAGER, Role.ADMIN)


def _by_somebody_else(summary: Offered, actor: Actor, _facts: Any) -> Message | None:
    """A text is endorsed by two: who wrote it, and who stands behind it."""
    if actor.user_id is not None and summary.written_by == actor.user_id:
        return say(N_("You wrote it: another manager has to endorse it."))
    return None


def _begun(summary: Offered, _actor: Actor, _facts: Any) -> Message | None:
    return None if summary.text else say(N_("There is nothing to endorse yet."))


WORKFLOW: Workflow[Offered] = Workflow(
    name="consolidated summary",
    states=tuple(SummaryState),
    initial=SummaryState.DRAFT,
    transitions=(
        Transition(
            "offer", _DRAFT, SummaryState.OFFERED, N_("Offer it for endorsement"), "moderator", ("begun",)
        ),
        Transition("return", _OFFERED, SummaryState.DRAFT, N_("Give it back"), "manager"),
        Transition(
            "endorse", _OFFERED, SummaryState.ENDORSED, N_("Endorse it"), "manager", ("by_somebody_else",)
        ),
    ),
    state_of=lambda summary: summary.state,
    who={"moderator": _leads, "manager": _is_manager},
    guards={"by_somebody_else": _by_somebody_else, "begun": _begun},
)
