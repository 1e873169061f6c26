"""What happens to organisations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationChanged:
    """An organisation is new in the directory, or says something else of itself."""

    organisation_id: int
