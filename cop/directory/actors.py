"""Who makes a request, with the organisations they belong to: what accounts know, completed by the directory."""

from dataclasses import replace

from cop.accounts.session import actor_now
from cop.directory.queries import memberships
from cop.directory.rules import writes_for
from cop.kernel.actor import Actor


def load_actor() -> Actor | None:
    actor = actor_now()
    if actor is None or actor.user_id is None:
        return None
    roles = memberships(actor.user_id)
    return replace(actor, organisations=frozenset(roles), writes_for=writes_for(roles))
