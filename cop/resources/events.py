"""What happens to resources, for the floors above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResourceChanged:
    """A resource is now everyone's to find, says something else of itself, or is no longer shown."""

    resource_id: int
