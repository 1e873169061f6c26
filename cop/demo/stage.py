"""What the calls of the demonstration are played with: people, a day to count from, dice."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from cop.demo.organisations import Bidder
from cop.demo.people import Cast

SEED = 20261124
Along = Callable[[Iterable[Any], int, str], Iterator[Any]]
"""Goes along an iterable of so many things called so, and may show how far it is."""


@dataclass(slots=True)
class World:
    """What is being made, and with which dice: the same dice make the same world."""

    cast: Cast
    bidders: list[Bidder]
    now: datetime
    along: Along
    rng: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - a demonstration, not a secret

    def day(self, days: float) -> datetime:
        """An instant so many days from now."""
        return self.now + timedelta(days=days)

    def of_call(self, name: str) -> list[Bidder]:
        return [bidder for bidder in self.bidders if name in bidder.calls]
