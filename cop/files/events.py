"""What happens to files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VirusFound:
    """A file that was kept unscanned turned out to hold a virus: nobody can download it any more."""

    blob_id: int
    threat: str
