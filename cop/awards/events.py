"""What happens to decisions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecisionsAnnounced:
    """All decisions of a stage became public together."""

    call_id: int
    stage: int
