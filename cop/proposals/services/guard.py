"""What staff may not do: judge rivals of their own, or let anybody hand in after others were judged."""

from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Refused
from cop.kernel.messages import N_, say
from cop.proposals.deadlines import is_decided, is_judged
from cop.proposals.queries import applies_in_call

OWN = say(N_("You belong to a team that applies here, so somebody else decides."))


def refuse_own_call(call_id: int, actor: Actor) -> None:
    """Raises Denied when a team of the actor's applies in the call: its rivals are judged by somebody else."""
    if applies_in_call(call_id, actor):
        raise Denied(OWN)


def refuse_judged(call_id: int, stage: int) -> None:
    """Raises Refused once the reviews of a stage are closed: a later deadline would let in what nobody reads."""
    if is_judged(call_id, stage):
        raise Refused(say(N_("The reviews of this stage are closed, so it does not open again.")))


def refuse_decided(call_id: int, stage: int) -> None:
    """Raises Refused once anybody's eligibility is decided: of more time for all those teams would have none."""
    refuse_judged(call_id, stage)
    if is_decided(call_id, stage):
        message = N_(
            "Some proposals of this stage are decided on already, and more time for all would leave them out."
        )
        raise Refused(say(message))
