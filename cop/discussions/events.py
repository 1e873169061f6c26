"""What happens in discussions, for the floors above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiscussionChanged:
    """A discussion says something else than before: begun, spoken in, hidden, shown again."""

    discussion_id: int
