"""What staff may not do in a call in which they apply themselves."""

from cop.kernel.actor import Actor
from cop.kernel.errors import Denied
from cop.kernel.messages import N_, say
from cop.proposals.queries import applies_in_call


def refuse_own_call(call_id: int, actor: Actor) -> None:
    """Raises Denied when a team of the actor's applies in the call: its rivals are judged by somebody else."""
    if applies_in_call(call_id, actor):
        raise Denied(say(N_("You belong to a team that applies here, so somebody else decides.")))
