"""What happens to calls."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallPublished:
    """A call is now public; its definition in `version_id` never changes again."""

    call_id: int
    version_id: int
