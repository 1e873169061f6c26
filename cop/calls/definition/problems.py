"""What is wrong with a definition, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Self

from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, Message, say

Loc = tuple[str | int, ...]
"""The way from the root to a value: `("stages", 0, "grid", "sections", 1, "maximum")`."""

Found = tuple[Loc, Message]


@dataclass(frozen=True, slots=True)
class DefinitionProblem:
    """One problem: the line of the file (None when there is no file), the path to the value, and what to do about it."""

    line: int | None
    path: str
    message: Message


class DefinitionErrors(Invalid):
    """A definition does not hold. `problems` are in the order of the file; `name` is the file's."""

    def __init__(self, problems: Sequence[DefinitionProblem], *, name: str) -> None:
        self.problems = tuple(problems)
        self.name = name
        super().__init__(say(N_("Problems found in the definition: %(count)s."), count=len(problems)))

    @classmethod
    def found(cls, found: Iterable[Found], *, name: str) -> Self:
        """Of what was found in values that came from no file."""
        return cls([DefinitionProblem(None, path_of(loc), message) for loc, message in found], name=name)

    def __str__(self) -> str:
        return "\n".join(f"{self.name}:{p.line or 0}: {p.path or '-'}: {p.message}" for p in self.problems)


def path_of(loc: Loc) -> str:
    """`stages[0].grid.sections[1].maximum`."""
    path = ""
    for step in loc:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step}" if path else step
    return path


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)
