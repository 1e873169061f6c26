"""A question beside the texts, in plain data: what engines know of vectors."""

from collections.abc import Collection
from typing import NamedTuple, Protocol


class Close(NamedTuple):
    """How near a text is, at most 1, which of its passages is nearest, and whether it says little more than a name."""

    closeness: float
    passage: int
    is_brief: bool = False


class Near(Protocol):
    """The texts, by their keys (see `keys.key_of`), beside one question."""

    def nearest(self, most: int, *, allowed: Collection[int] | None = None) -> dict[int, Close]:
        """The nearest texts, nearest first; of `allowed` only, when they are given. Brief ones are there when clearly near."""

    def close(self, keys: Collection[int]) -> dict[int, Close]:
        """How near these are; without those of which nothing is known, and without brief ones that are not clearly near."""
