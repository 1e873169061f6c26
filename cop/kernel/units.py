"""A text on its way to a translator's program and back: what it says, what it is in the other language, how far that is."""

from dataclasses import dataclass

MISSING, DRAFT, OUTDATED, DONE = (
    "needs-translation",
    "mt-suggestion",
    "needs-review-translation",
    "translated",
)
"""How far: the words are those of XLIFF 1.2, where a draft is a machine's suggestion."""
_SETTLED = frozenset({DONE, "signed-off", "final"})
_TO_BE_SEEN = ("needs-review-", "needs-adaptation", "needs-l10n")


@dataclass(frozen=True, slots=True)
class Unit:
    """One text. `state` is one of the four above, or another that a program gave it."""

    source: str
    target: str
    state: str

    @property
    def is_settled(self) -> bool:
        """Somebody says that the target is right as it stands."""
        return self.state in _SETTLED

    @property
    def wants_a_look(self) -> bool:
        """Somebody says that it may not be."""
        return self.state.startswith(_TO_BE_SEEN)
