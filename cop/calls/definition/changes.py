"""What differs between two definitions of a call: one entry for each thing that was added, removed, moved or changed.

Parts that have a code (stages, sections, questions, options, paragraphs, headings, criteria …) are told apart by it, so that a
new question in the middle is one change and not twenty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.questions import BaseQuestion
from cop.calls.definition.texts import Part, Text

Path = tuple[str, ...]
"""The way to a value by names and codes: `("stages", "concept-note", "sections", "idea", "questions", "why", "max_words")`."""


class ChangeKind(StrEnum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `trail` are the names of the parts around it, the outermost first, as people know them.

    `old` and `new` are what stood there and what stands there now: a Text, a Part, a plain value, or None.
    """

    kind: ChangeKind
    path: Path
    trail: tuple[Text | str, ...]
    old: Any = None
    new: Any = None

    @property
    def name(self) -> str:
        """The field, or the list that a part came into or left: the last step that is no code."""
        return self.path[-1] if self.kind == ChangeKind.CHANGED else self.path[-2]

    def texts(self, language: str) -> tuple[str, str, str] | None:
        """(old, new, language) of a Text: in `language` where it differs there, else in the first that does; None for others."""
        texts = [side if isinstance(side, Text) else Text() for side in (self.old, self.new)]
        if not any(texts):
            return None
        for code in (language, *texts[0], *texts[1]):
            old, new = (text.get(code, "") for text in texts)
            if old != new:
                return old, new, code
        return None


def changes(old: CallDefinition, new: CallDefinition) -> list[Change]:
    """Every difference, in the order of the definition; nothing for equal ones."""
    return _paired(list(_parts(old, new, (), ())))


def _parts(old: Part, new: Part, path: Path, trail: tuple[Text | str, ...]) -> Iterator[Change]:
    """Two versions of one part, field by field; a question whose type changed has fields that only one of them has."""
    for name in {**type(old).model_fields, **type(new).model_fields}:
        yield from _values(getattr(old, name, None), getattr(new, name, None), (*path, name), trail)


def _values(old: Any, new: Any, path: Path, trail: tuple[Text | str, ...]) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, Part) and isinstance(new, Part):
        yield from _parts(old, new, path, trail)
    elif _is_list_of_parts(old) and _is_list_of_parts(new):
        yield from _lists(_by_code(old), _by_code(new), path, trail)
    elif isinstance(old, Mapping) and isinstance(new, Mapping) and not isinstance(old, Text):
        for key in {**old, **new}:
            yield from _values(old.get(key), new.get(key), (*path, str(key)), trail)
    else:
        yield Change(ChangeKind.CHANGED, path, trail, old, new)


def _lists(
    old: dict[str, Part], new: dict[str, Part], path: Path, trail: tuple[Text | str, ...]
) -> Iterator[Change]:
    stays = _in_order([code for code in old if code in new], [code for code in new if code in old])
    for code, part in old.items():
        if code not in new:
            yield Change(ChangeKind.REMOVED, (*path, code), (*trail, _title(part)), old=part)
    for code, part in new.items():
        here = (*trail, _title(part))
        if code not in old:
            yield Change(ChangeKind.ADDED, (*path, code), here, new=part)
            continue
        if code not in stays:
            yield Change(ChangeKind.MOVED, (*path, code), here, old[code], part)
        yield from _parts(old[code], part, (*path, code), here)


def _in_order(old: list[str], new: list[str]) -> set[str]:
    """The codes that did not move: of two that changed places one stayed."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {code for block in blocks for code in old[block.a : block.a + block.size]}


def _is_list_of_parts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, Part) for item in value)


def _by_code(parts: Sequence[Part]) -> dict[str, Part]:
    """Each part by what tells it apart: its code, the rule it names and the how-manieth of it that is, or its place."""
    found: dict[str, Part] = {}
    for place, part in enumerate(parts, 1):
        name = str(getattr(part, "code", None) or getattr(part, "rule", None) or place)
        number = 2
        code = name
        while code in found:
            code, number = f"{name} {number}", number + 1
        found[code] = part
    return found


def _title(part: Part) -> Text | str:
    """What people know a part by."""
    for name in ("title", "label", "text"):
        if isinstance(text := getattr(part, name, None), Text):
            return text
    return str(getattr(part, "code", None) or getattr(part, "rule", ""))


def _paired(found: list[Change]) -> list[Change]:
    """A question that left one section and came into another of its stage moved; what else changed in it follows."""
    gone = {_place(c): c for c in found if c.kind == ChangeKind.REMOVED and isinstance(c.old, BaseQuestion)}
    result, moved = [], set()
    for change in found:
        before = gone.get(_place(change)) if isinstance(change.new, BaseQuestion) else None
        if change.kind != ChangeKind.ADDED or before is None:
            result.append(change)
            continue
        moved.add(id(before))
        result.append(Change(ChangeKind.MOVED, change.path, change.trail, before.old, change.new))
        result += _parts(before.old, change.new, change.path, change.trail)
    return [change for change in result if id(change) not in moved]


def _place(change: Change) -> tuple[str, str]:
    """The stage and the code of a question."""
    return change.path[1] if len(change.path) > 1 else "", change.path[-1]
