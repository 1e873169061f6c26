"""What happens to terms, for the floors above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TermChanged:
    """A term says something new: its labels, its synonyms, what is broader."""

    vocabulary: str
    code: str


@dataclass(frozen=True, slots=True)
class TermsMerged:
    """Everything that used `code` uses `into` from now on; who keeps codes that can still change moves them at once."""

    vocabulary: str
    code: str
    into: str
