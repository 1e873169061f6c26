"""A question beside the texts, in plain data: what engines know of vectors."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Close(NamedTuple):
    """How near a text is, at most 1, and which of its passages is nearest."""

    closeness: float
    passage: int


class Near(Protocol):
    """The texts, by their keys (see `keys.key_of`), beside one question."""

    def nearest(self, most: int, *, allowed: Iterable[int] | None = None) -> dict[int, Close]:
        """The nearest texts, nearest first; of `allowed` only, when they are given."""

    def close(self, keys: Iterable[int]) -> dict[int, Close]:
        """How near these are; those of which nothing is known are left out."""
