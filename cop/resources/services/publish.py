"""Move a resource through its life: propose it, take it back, return it, publish it, withdraw it."""

from datetime import datetime

from cop.activity.services import record
from cop.core import events
from cop.core.db import held
from cop.kernel.actor import Actor
from cop.kernel.errors import need_reason
from cop.resources.events import ResourceChanged
from cop.resources.mails import tell_published, tell_returned, tell_withdrawn
from cop.resources.models import Resource
from cop.resources.rules.workflow import WORKFLOW
from cop.resources.services.keeping import lacks
from cop.resources.states import ResourceState


def acts_on(resource: Resource, actor: Actor) -> frozenset[str]:
    """The names of what `actor` may do with the resource now: what a page has buttons for."""
    return frozenset(act.name for act in WORKFLOW.permitted(resource, actor, lacks(resource)))


def propose_resource(resource: Resource, *, actor: Actor, now: datetime) -> None:
    """Hand the draft to the editors."""
    _move(resource, "propose", "proposed", actor=actor, now=now)


def take_back_resource(resource: Resource, *, actor: Actor, now: datetime) -> None:
    """Take back what was proposed, to write on."""
    _move(resource, "take_back", "taken_back", actor=actor, now=now)


def return_resource(resource: Resource, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give it back to whoever proposed it, saying what to change."""
    need_reason(reason)
    resource = _move(resource, "return", "returned", actor=actor, now=now, reason=reason)
    tell_returned(resource, reason, actor=actor, now=now)


def publish_resource(
    resource: Resource, *, actor: Actor, now: datetime, published_at: datetime | None = None
) -> None:
    """Show it to everyone. What was withdrawn and comes back keeps the date it was first published."""
    resource = _move(resource, "publish", "published", actor=actor, now=now, published_at=published_at or now)
    events.publish(ResourceChanged(resource.id))
    tell_published(resource, actor=actor, now=now)


def withdraw_resource(resource: Resource, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take it off the public pages, saying why; nothing is deleted."""
    need_reason(reason)
    resource = _move(resource, "withdraw", "withdrawn", actor=actor, now=now, reason=reason)
    events.publish(ResourceChanged(resource.id))
    tell_withdrawn(resource, reason, actor=actor, now=now)


def _move(
    resource: Resource,
    name: str,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    published_at: datetime | None = None,
    **data: str,
) -> Resource:
    """Move the row itself, held until the commit."""
    resource = held(resource)
    state = WORKFLOW.target(name, resource, actor, lacks(resource))
    resource.published_at = resource.published_at or published_at
    resource.state = ResourceState(state)
    record(f"resource.{verb}", resource, actor=actor, now=now, **data)
    return resource
