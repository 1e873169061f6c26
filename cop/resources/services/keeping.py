"""What every change of a resource does: hold it, tell the floors above."""

from cop.core import events
from cop.core.db import db, held
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.resources.events import ResourceChanged
from cop.resources.models import Resource
from cop.resources.queries import entry_of
from cop.resources.rules.content import missing
from cop.resources.rules.workflow import Lacks, can_write
from cop.resources.states import ResourceState


def locked(resource: Resource, actor: Actor) -> Resource:
    """The resource as it is now, held until the commit, if `actor` may write it."""
    resource = held(resource)
    if not can_write(actor, resource):
        raise Denied
    return resource


def lacks(resource: Resource) -> Lacks:
    """What the workflow asks about the content."""
    return Lacks(missing(entry_of(resource), has_file=resource.file_id is not None))


def tell(resource: Resource) -> None:
    """Only what the public finds concerns the floors above, and that stays whole."""
    db.session.flush()
    if resource.state == ResourceState.PUBLISHED:
        if left_out := lacks(resource).missing:
            raise Invalid(left_out[0])
        events.publish(ResourceChanged(resource.id))
