"""Who may see work on many proposals, and until when its files are kept."""

from datetime import datetime, timedelta

from cop.kernel.actor import Actor
from cop.proposals.lists.acts import Act

CHANGING = frozenset({Act.ACCEPT, Act.EXTEND, Act.MAIL})
"""Acts that do something to each proposal; the others give files."""
KEPT_FOR = timedelta(days=7)
"""How long the files of a batch can be had: they hold what applicants wrote, and can be made again."""
STALLED_AFTER = timedelta(minutes=15)
"""A batch that moved no further for so long has lost its worker."""


def sees_batches(actor: Actor) -> bool:
    """Staff see what any of them asked for."""
    return actor.is_system or actor.is_staff


def can_see_batch(actor: Actor, *, asked_by: int) -> bool:
    """Whoever asked for it, and staff."""
    return sees_batches(actor) or actor.user_id == asked_by


def can_remove_filter(actor: Actor, *, owner_id: int, is_shared: bool) -> bool:
    """One's own, and as staff what is shared by somebody else, who may have left."""
    return actor.user_id == owner_id or (is_shared and actor.is_staff)


def is_over_with(*, expires_at: datetime | None, now: datetime) -> bool:
    """Whether the files are no longer to be had."""
    return expires_at is not None and now >= expires_at
