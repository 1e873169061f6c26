"""What is known of a file's harmlessness."""

from enum import StrEnum


class ScanState(StrEnum):
    """`clean` is also what we made ourselves; `unscanned` what came while no scanner was set, or while it was away."""

    UNSCANNED = "unscanned"
    CLEAN = "clean"
    INFECTED = "infected"
