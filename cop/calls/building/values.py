"""The values of a draft: plain JSON that may still lack what a definition needs. Pure: every change gives a new whole."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from cop.calls.definition.problems import Loc
from cop.kernel.ids import canonical_json, digest


def at(values: Any, loc: Loc) -> Any:
    """What stands at `loc`; None when nothing does."""
    for step in loc:
        if isinstance(step, int):
            values = values[step] if isinstance(values, list) and step < len(values) else None
        else:
            values = values.get(step) if isinstance(values, Mapping) else None
    return values


def with_fields(values: dict[str, Any], loc: Loc, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same with these fields of the part at `loc`, which is made when it is not there; None takes a field out."""
    whole = deepcopy(values)
    part = _reached(whole, loc)
    for name, value in fields.items():
        if value is None:
            part.pop(name, None)
        else:
            part[name] = value
    return whole


def without(values: dict[str, Any], loc: Loc) -> dict[str, Any]:
    """The same without what stands at `loc`."""
    whole = deepcopy(values)
    del at(whole, loc[:-1])[loc[-1]]
    return whole


def moved(values: dict[str, Any], loc: Loc, by: int) -> dict[str, Any]:
    """The same with the item at `loc` further up (-1) or down (1); at the end of its list it stays."""
    whole = deepcopy(values)
    items, number = at(whole, loc[:-1]), loc[-1]
    if isinstance(number, int) and 0 <= number + by < len(items):
        items.insert(number + by, items.pop(number))
    return whole


def base_of(value: Any) -> str:
    """A mark of what a writer was shown: two who change different parts never collide, two of the same one are told."""
    return digest(canonical_json(value))[:16]


def mark_of(values: Any, loc: Loc, names: Iterable[str]) -> str:
    """base_of these fields of the part at `loc`; of a part that is not there, of nothing."""
    part = at(values, loc)
    return base_of(None if part is None else {name: part[name] for name in names if name in part})


def _reached(whole: dict[str, Any], loc: Loc) -> dict[str, Any]:
    """The part at `loc`, made with all that it lies in as far as that is missing."""
    here: Any = whole
    for step, following in zip(loc, (*loc[1:], ""), strict=False):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, str):
            here = here.setdefault(step, empty)
        else:
            if step == len(here):
                here.append(empty)
            here = here[step]
    return here  # type: ignore[no-any-return]
