"""What else must hold for each step of the administrative check."""

from cop.kernel.actor import Actor
from cop.kernel.errors import CopError, Denied, TooLate
from cop.kernel.messages import N_, Message, say
from cop.proposals.rules.standing import Facts, Standing
from cop.proposals.states import CheckState

Refusal = Message | CopError | None


def no_answer_may_come(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    if facts.checked.due_at is not None:
        return say(
            N_("The team may still answer what it was asked, until %(due)s."), due=facts.checked.due_at
        )
    return None


def nothing_is_proposed(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    if facts.checked.state == CheckState.PROPOSED:
        return say(N_("A decision is proposed already and waits for a second officer."))
    return None


def is_proposed(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    if facts.checked.state != CheckState.PROPOSED:
        return say(N_("There is no decision that waits for a second officer."))
    return None


def checklist_is_done(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    if facts.checked.unanswered:
        return say(
            N_("Answer every item of the checklist first; still open: %(count)s."),
            count=facts.checked.unanswered,
        )
    return None


def is_somebody_else(_proposal: Standing, actor: Actor, facts: Facts) -> Refusal:
    if actor.user_id is not None and actor.user_id in facts.checked.decided_by:
        return Denied(say(N_("Whoever decided cannot do this: a second officer looks at it.")))
    return None


def appeal_is_open(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    checked = facts.checked
    if checked.has_appealed:
        return say(N_("Your team has appealed already."))
    if checked.appeal_until is None:
        return say(N_("There is no appeal against this decision."))
    if facts.now >= checked.appeal_until:
        return TooLate(
            say(
                N_("It is too late to appeal: that was possible until %(until)s."), until=checked.appeal_until
            )
        )
    return None


def appeal_waits(_proposal: Standing, _actor: Actor, facts: Facts) -> Refusal:
    return None if facts.checked.waits_for_answer else say(N_("No appeal waits for an answer."))


CHECKING_GUARDS = {
    guard.__name__: guard
    for guard in (
        *(no_answer_may_come, nothing_is_proposed, is_proposed, checklist_is_done),
        *(is_somebody_else, appeal_is_open, appeal_waits),
    )
}
