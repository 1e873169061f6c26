"""What every verb about decisions asks first."""

from collections.abc import Iterable

from sqlalchemy import select

from cop.awards import rules
from cop.awards.models import Outcome
from cop.awards.queries import announcement_of
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Refused
from cop.kernel.messages import N_, say
from cop.proposals.models import Proposal
from cop.reviews.rules import in_conflict

TRANSITIONS = {
    Outcome.INVITED: "invite",
    Outcome.AWARDED: "award",
    Outcome.RESERVE: "reserve",
    Outcome.REJECTED: "reject",
}


def success_of(definition: CallDefinition, stage: int) -> Outcome:
    """What the best of a stage are: invited when another stage follows, awarded at the last."""
    return Outcome.AWARDED if stage == len(definition.stages) else Outcome.INVITED


def hold_call(call: Call) -> None:
    """Keep the call's row until the commit, so that a list is not redrawn while it is announced."""
    db.session.execute(select(Call.id).where(Call.id == call.id).with_for_update())


def refuse_deciding(call: Call, stage: int, actor: Actor) -> None:
    """Raises Denied for whoever decides nothing, Refused once the decisions are announced."""
    if not rules.can_decide(actor):
        raise Denied
    hold_call(call)
    if announcement_of(call.id, stage) is not None:
        raise Refused(say(N_("These decisions are announced and stand.")))


def refuse_conflict(actor: Actor, proposals: Iterable[Proposal]) -> None:
    """Raises Denied when the actor belongs to an organisation that applies: a list is one act, so none of it is theirs."""
    if any(in_conflict(actor, proposal) for proposal in proposals):
        raise Denied(say(N_("You belong to an organisation that applies here, so somebody else decides.")))
