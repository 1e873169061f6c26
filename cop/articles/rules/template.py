"""What the template of a practice is made of: sections of items and of groups, which are rows of items.

Forms, reading pages, the text of the index, revisions and translations are all made from it (rules.sections has the template).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

MOST_LINE, MOST_TEXT, SHORT = 300, 12_000, 2000


class Kind(StrEnum):
    """How an item is answered. Lines and texts are words in one language, the rest says the same in all of them."""

    LINE = "line"
    TEXT = "text"
    NAME = "name"
    NAMES = "names"
    WHOLE = "whole"
    NUMBER = "number"
    CHOICE = "choice"
    TERM = "term"
    TERMS = "terms"
    COUNTRY = "country"
    YES = "yes"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `choices` are (code, label), `vocabulary` names a list of terms; `low` and `high` bound a number.

    A section is complete, and a row counts, when what `is_needed` is there.
    """

    code: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    is_needed: bool = False
    choices: tuple[tuple[str, str], ...] = field(default=(), hash=False)
    vocabulary: str = ""
    low: int = 0
    high: int = 1_000_000_000
    most: int = 0

    @property
    def is_text(self) -> bool:
        return self.kind in {Kind.LINE, Kind.TEXT}

    @property
    def limit(self) -> int:
        """How many characters at most."""
        return self.most or (MOST_TEXT if self.kind in {Kind.TEXT, Kind.NAMES} else MOST_LINE)


@dataclass(frozen=True, slots=True)
class Group:
    """At most `most` rows of the same items; `one` names a row by its number."""

    code: str
    label: str
    one: str
    items: tuple[Item, ...]
    most: int
    hint: str = ""
    is_needed: bool = False

    @property
    def asks_consent(self) -> bool:
        """Its rows are about persons, and shown to others only if they agree."""
        return any(item.code == "agrees" for item in self.items)


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form, and a part of what is read."""

    code: str
    title: str
    hint: str = ""
    parts: tuple[Item | Group, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(part for part in self.parts if isinstance(part, Item))

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(part for part in self.parts if isinstance(part, Group))

    def every_item(self) -> Iterator[tuple[Group | None, Item]]:
        """Its items and those of its groups, each with its group, in their order."""
        for part in self.parts:
            if isinstance(part, Item):
                yield None, part
            else:
                yield from ((part, item) for item in part.items)
