"""The life of a proposal (docs/architecture.md draws it): one object that pages and services both ask."""

from cop.kernel.actor import Actor, Role
from cop.kernel.messages import N_
from cop.kernel.workflow import Transition, Workflow
from cop.proposals.rules.checking import READERS
from cop.proposals.rules.checking_transitions import CHECKING
from cop.proposals.rules.guards import GUARDS
from cop.proposals.rules.standing import Staged, Standing, is_in_writing
from cop.proposals.rules.team import hands_in, is_of_team, is_team, speaks_for
from cop.proposals.states import ProposalState as S


def is_staff(proposal: Standing, actor: Actor) -> bool:
    """Staff act on every proposal but those of their own teams."""
    return actor.is_staff and not is_of_team(proposal, actor)


def is_manager(proposal: Standing, actor: Actor) -> bool:
    """Those of the staff who announce."""
    return is_staff(proposal, actor) and actor.has(Role.MANAGER, Role.ADMIN)


def can_see(actor: Actor, proposal: Standing) -> bool:
    """The team sees its own proposals, staff and auditors all. Reviewers see submissions, by assignment (reviews)."""
    return actor.is_system or is_of_team(proposal, actor) or bool(actor.roles & READERS)


def can_write(actor: Actor, proposal: Standing) -> bool:
    """Whether the actor may change what is being written."""
    return is_in_writing(proposal) and (actor.is_system or is_team(proposal, actor))


def can_comment(actor: Actor, proposal: Standing) -> bool:
    """Everyone of the team, those who only read included, while it is written."""
    return is_in_writing(proposal) and is_of_team(proposal, actor)


WORKFLOW: Workflow[Standing] = Workflow(
    name="proposal",
    states=tuple(S),
    initial=S.DRAFT,
    state_of=lambda proposal: proposal.state,
    who={"lead": speaks_for, "hands_in": hands_in, "staff": is_staff, "manager": is_manager},
    guards=GUARDS,
    transitions=(
        Transition(
            "submit",
            frozenset({S.DRAFT, S.SUBMITTED}),
            S.SUBMITTED,
            N_("Submit"),
            "hands_in",
            ("is_being_written", "window_is_open", "is_complete", "somebody_else_typed_it"),
        ),
        Transition(
            "reopen",
            frozenset({S.SUBMITTED}),
            S.SUBMITTED,
            N_("Reopen"),
            "hands_in",
            ("window_is_open", "is_handed_in_for_good"),
        ),
        Transition(
            "reopen_late",
            frozenset({S.SUBMITTED}),
            S.SUBMITTED,
            N_("Reopen for the team"),
            "staff",
            ("is_over",),
        ),
        Transition(
            "withdraw",
            # Everything that reads "in evaluation" alike: a button that goes away would tell that a bid is ineligible.
            # And whoever was awarded or stands in reserve may still decline, which frees the place for the next.
            frozenset(
                {
                    *(S.DRAFT, S.SUBMITTED, S.ELIGIBLE, S.INELIGIBLE, S.IN_REVIEW, S.SCORED),
                    *(S.INVITED, S.RESERVE, S.AWARDED),
                }
            ),
            S.WITHDRAWN,
            N_("Withdraw"),
            "lead",
        ),
        *CHECKING,
        Transition("assign", frozenset({S.ELIGIBLE, S.IN_REVIEW}), S.IN_REVIEW, N_("Assign"), "staff"),
        Transition("close", frozenset({S.IN_REVIEW}), S.SCORED, N_("Close the reviews"), "staff"),
        Transition("invite", frozenset({S.SCORED, S.RESERVE}), S.INVITED, N_("Invite"), "staff"),
        Transition("award", frozenset({S.SCORED, S.RESERVE}), S.AWARDED, N_("Award"), "staff"),
        Transition("reserve", frozenset({S.SCORED}), S.RESERVE, N_("Put on the reserve list"), "staff"),
        Transition(
            "reject", frozenset({S.SCORED, S.INELIGIBLE, S.RESERVE}), S.REJECTED, N_("Reject"), "staff"
        ),
        Transition("continue", frozenset({S.INVITED}), S.DRAFT, N_("Start the full proposal"), "lead"),
    ),
)

UNSCORED = frozenset({S.SUBMITTED, S.ELIGIBLE, S.IN_REVIEW})
"""Handed in, and the reviewing is not over."""
IN_EVALUATION = frozenset({S.ELIGIBLE, S.INELIGIBLE, S.IN_REVIEW, S.SCORED})


def state_in_stage(proposal: Staged, stage: int) -> S:
    """Where a proposal stands as `stage` sees it: one that has gone on to the next was invited."""
    return S.INVITED if proposal.stage > stage else proposal.state


def public_state(state: S) -> str:
    """What an applicant is told: `in_evaluation`, whatever happens inside, until decisions are announced together."""
    return "in_evaluation" if state in IN_EVALUATION else state.value


STATE_NAMES = {
    "draft": N_("draft"),
    "submitted": N_("submitted"),
    "in_evaluation": N_("in evaluation"),
    "eligible": N_("eligible"),
    "ineligible": N_("not eligible"),
    "in_review": N_("in review"),
    "scored": N_("scored"),
    "invited": N_("invited"),
    "awarded": N_("awarded"),
    "reserve": N_("on the reserve list"),
    "rejected": N_("rejected"),
    "withdrawn": N_("withdrawn"),
}
STATE_KINDS = {
    "draft": "neutral",
    "withdrawn": "neutral",
    "submitted": "info",
    "in_evaluation": "info",
    "eligible": "info",
    "in_review": "info",
    "scored": "info",
    "invited": "success",
    "awarded": "success",
    "reserve": "warning",
    "ineligible": "danger",
    "rejected": "danger",
}
