"""What else must hold before a proposal moves: each guard agrees with None, or says why not."""

from cop.kernel.actor import Actor
from cop.kernel.errors import CopError, Invalid, TooLate
from cop.kernel.messages import N_, Message, say
from cop.proposals.rules.checking_guards import CHECKING_GUARDS
from cop.proposals.rules.standing import Facts, Standing, is_in_writing, is_reopened

Refusal = Message | CopError | None


def window_is_open(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    if facts.window.is_ahead(facts.now):
        return say(N_("This stage is not open yet."))
    if facts.window.is_over(facts.now):
        return TooLate(
            say(N_("The deadline has passed, so this cannot be handed in any more. What you wrote is kept."))
        )
    return None


def is_being_written(proposal: Standing, _actor: Actor, _facts: Facts) -> Refusal:
    return None if is_in_writing(proposal) else say(N_("This cannot be done in the present state."))


def is_handed_in_for_good(proposal: Standing, _actor: Actor, _facts: Facts) -> Refusal:
    return say(N_("This proposal is reopened already.")) if is_reopened(proposal) else None


def is_over(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    """Staff reopen what the team itself cannot any more."""
    if facts.window.is_over(facts.now):
        return None
    return say(N_("The stage is still open: the team itself can reopen what it handed in."))


def nothing_newer_may_come(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    """Whatever binds waits until the team's own window is over: its last version counts, and it may reopen until then."""
    if facts.window.is_over(facts.now):
        return None
    message = N_("The team may hand in a newer version until %(instant)s; a decision waits for that.")
    return say(message, instant=facts.window.closes_at)


def is_complete(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    if facts.missing:
        return Invalid(say(N_("Some answers are missing or need another look. The list shows which.")))
    return None


def somebody_else_typed_it(_proposal: Standing, actor: Actor, facts: Facts) -> Refusal:
    if actor.user_id not in facts.typed_by:
        return None
    return say(
        N_(
            "You typed this from paper, and the call asks for four eyes: another officer compares it and hands it in."
        )
    )


GUARDS = CHECKING_GUARDS | {
    guard.__name__: guard
    for guard in (
        *(is_being_written, window_is_open, is_complete, somebody_else_typed_it),
        *(is_handed_in_for_good, is_over, nothing_newer_may_come),
    )
}
