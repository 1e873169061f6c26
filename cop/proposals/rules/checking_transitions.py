"""The steps of the administrative check, from the first decision to the answer to an appeal."""

from cop.kernel.messages import N_
from cop.kernel.workflow import Transition
from cop.proposals.states import ProposalState as S

_SUBMITTED, _REJECTED = frozenset({S.SUBMITTED}), frozenset({S.REJECTED})

CHECKING = (
    Transition("ask", _SUBMITTED, S.SUBMITTED, N_("Ask the team"), "staff", ("nothing_is_proposed",)),
    Transition(
        "decide",
        _SUBMITTED,
        S.SUBMITTED,
        N_("Decide"),
        "staff",
        ("nothing_newer_may_come", "no_answer_may_come", "nothing_is_proposed", "checklist_is_done"),
    ),
    Transition(
        "send_back", _SUBMITTED, S.SUBMITTED, N_("Send back"), "staff", ("is_proposed", "is_somebody_else")
    ),
    Transition(
        "accept",
        _SUBMITTED,
        S.ELIGIBLE,
        N_("Eligible"),
        "staff",
        ("nothing_newer_may_come", "is_somebody_else"),
    ),
    Transition(
        "refuse",
        _SUBMITTED,
        S.INELIGIBLE,
        N_("Not eligible"),
        "staff",
        ("nothing_newer_may_come", "is_somebody_else"),
    ),
    Transition("exclude", frozenset({S.INELIGIBLE}), S.REJECTED, N_("Announce"), "manager"),
    Transition("appeal", _REJECTED, S.REJECTED, N_("Appeal"), "lead", ("appeal_is_open",)),
    Transition("uphold", _REJECTED, S.ELIGIBLE, N_("Uphold"), "staff", ("appeal_waits", "is_somebody_else")),
    Transition(
        "dismiss", _REJECTED, S.REJECTED, N_("Dismiss"), "staff", ("appeal_waits", "is_somebody_else")
    ),
)
"""Whoever decided is not who confirms, nor who answers the appeal; a team that is told may appeal once."""
