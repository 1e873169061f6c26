"""What differs between two definitions as values: parts by their short names, so that a moved question is no new one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cop.calls.definition.problems import Loc


class Kind(StrEnum):
    """How something differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """`loc` is where it stands in the new values; for what was removed, where it stood in the old."""

    kind: Kind
    loc: Loc
    old: Any = None
    new: Any = None


def differences(old: Any, new: Any, loc: Loc = ()) -> Iterator[Difference]:
    """Everything that differs, in the order of the format."""
    if old == new:
        return
    if _is_mapping(old) and _is_mapping(new):
        for name in {**(old or {}), **(new or {})}:
            yield from differences((old or {}).get(name), (new or {}).get(name), (*loc, name))
    elif _holds_parts(old) or _holds_parts(new):
        yield from _in_list(old or [], new or [], loc)
    elif old in (None, []):
        yield Difference(Kind.ADDED, loc, new=new)
    elif new in (None, []):
        yield Difference(Kind.REMOVED, loc, old=old)
    else:
        yield Difference(Kind.CHANGED, loc, old, new)


def _in_list(old: Sequence[Any], new: Sequence[Any], loc: Loc) -> Iterator[Difference]:
    before, after = _named(old), _named(new)
    for name, number in before.items():
        if name not in after:
            yield Difference(Kind.REMOVED, (*loc, number), old=old[number])
    for name, number in after.items():
        if name in before:
            yield from differences(old[before[name]], new[number], (*loc, number))
        else:
            yield Difference(Kind.ADDED, (*loc, number), new=new[number])
    stayed = [name for name in before if name in after]
    if stayed != [name for name in after if name in before]:
        yield Difference(Kind.MOVED, loc)


def _named(items: Sequence[Any]) -> dict[tuple[str, int], int]:
    """(what tells an item from others, how many such came before) -> its position."""
    found: dict[tuple[str, int], int] = {}
    for number, item in enumerate(items):
        name = str(item.get("code") or item.get("rule") or "") if isinstance(item, Mapping) else ""
        found[name, sum(1 for other, _count in found if other == name)] = number
    return found


def _is_mapping(value: Any) -> bool:
    return value is None or isinstance(value, Mapping)


def _holds_parts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
