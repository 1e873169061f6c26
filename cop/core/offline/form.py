"""Forms to fill in away from the site, in Word or a spreadsheet, and what is found in them when they come back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Cell = str | int | float | None

TAG = re.compile(r"\[([a-z0-9][a-z0-9_-]*:[0-9a-f]{16})\]")
"""By it an item is found again: its code, and the mark of what it held. It is plain text, which every program keeps."""
IDENTITY = re.compile(r"\[form ([^\]]{1,400})\]")


@dataclass(frozen=True, slots=True)
class Item:
    """Something asked: one cell to write in or, with `heads`, a table. Without rows and heads there is nothing to write.

    `choices` are all that a column takes, by its place; `room` is how many empty rows wait below those that are there.
    """

    tag: str
    label: str
    notes: Sequence[str] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    room: int = 0
    lines: int = 1
    """How high an empty cell is."""


@dataclass(frozen=True, slots=True)
class Part:
    """Items under one heading."""

    title: str
    notes: Sequence[str]
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class OfflineForm:
    """A whole form. `identity` tells which one it is when it comes back; `leave_it` asks people to leave that line alone."""

    title: str
    subtitle: str
    notes: Sequence[str]
    parts: Sequence[Part]
    identity: str
    leave_it: str
    language: str
    is_rtl: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back: which form, and the rows of each item by its tag, in the order of the file; a head is the first row."""

    identity: str
    items: Sequence[tuple[str, list[list[Any]]]]
