"""What happens to calls."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallDrafted:
    """A call that is not public has a new definition."""

    call_id: int


@dataclass(frozen=True, slots=True)
class CallPublished:
    """A call is now public; its definition in `version_id` never changes again."""

    call_id: int
    version_id: int


@dataclass(frozen=True, slots=True)
class DeadlineExtended:
    """A stage closes later for everybody; `extension_id` says from when to when and why."""

    call_id: int
    stage: int
    extension_id: int


@dataclass(frozen=True, slots=True)
class CallCorrected:
    """A public call has a corrected version in force, `version_id`."""

    call_id: int
    version_id: int
