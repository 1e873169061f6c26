"""What every verb about an organisation asks first."""

from cop.directory import rules
from cop.directory.models import Organisation
from cop.directory.queries import role_in
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied
from cop.kernel.messages import N_, say


def refuse_editing(organisation: Organisation, actor: Actor) -> None:
    """Raises Denied to everyone but its owners."""
    if not rules.can_edit(actor, role=role_in(organisation.id, actor)):
        raise Denied(say(N_("Only an owner of this organisation may do this.")))
