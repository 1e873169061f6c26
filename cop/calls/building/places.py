"""Where in a draft one is: the page of each part, its address, and the page that a problem belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cop.calls.building.shape import GROUPS, Shape, begun, kinds_of, model_in, shapes
from cop.calls.building.values import at
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Loc
from cop.calls.definition.texts import Part

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A page: the part at `loc`, or one group of its fields where it has several.

    `told` is what a part that is only just being added begins with: the type of a question.
    """

    loc: Loc
    model: type[Part]
    group: str = ""
    told: tuple[tuple[str, str], ...] = ()

    @property
    def where(self) -> str:
        """Its address: `stages/0/grid/sections/1`."""
        return where_of((*self.loc, self.group) if self.group else self.loc)

    @property
    def is_page(self) -> bool:
        """Whether it is written on a page, and not on several."""
        return bool(self.group) or self.model not in GROUPS

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What is written here or on pages below."""
        here = shapes(self.model)
        return tuple(here[name] for name in (GROUPS[self.model][self.group] if self.group else here))

    @property
    def written(self) -> tuple[Shape, ...]:
        """What is written on this very page."""
        return tuple(shape for shape in self.shapes if not shape.has_pages)

    @property
    def is_item(self) -> bool:
        """Whether it is one of a list, so that it can be moved."""
        return not self.group and bool(self.loc) and isinstance(self.loc[-1], int)

    @property
    def above(self) -> "Place | None":
        """The page that leads here; None is the list of all pages."""
        if self.group or not self.loc:
            return None
        parent, name = (self.loc[:-2], self.loc[-2]) if self.is_item else (self.loc[:-1], self.loc[-1])
        above = Place(parent, _model_at(parent), _group_of(_model_at(parent), str(name)))
        return above if above.is_page else None


def where_of(loc: Loc) -> str:
    """The address of what stands at `loc`."""
    return "/".join(str(step) for step in loc)


def page_at(where: str, values: Values, *, kind: str = "") -> Place | None:
    """The page at an address; None when the format has none there. `kind` is of a part that is only just being added."""
    loc: Loc = ()
    model: type[Part] = CallDefinition
    told: dict[str, str] = {}
    steps = where.split("/")
    while steps:
        step = steps.pop(0)
        if not steps and step in GROUPS.get(model, {}):
            return Place(loc, model, step)
        shape = shapes(model).get(step)
        if shape is None or not shape.has_pages:
            return None
        loc = (*loc, step)
        if shape.is_list:
            number = _number(steps.pop(0) if steps else "", at(values, loc))
            if number is None:
                return None
            loc = (*loc, number)
            if at(values, loc) is None and kinds_of(shape) and kind not in kinds_of(shape):
                return None
        told = {} if at(values, loc) is not None else begun(shape, kind)
        model = model_in(shape, at(values, loc) or told)
    return Place(loc, model, told=tuple(told.items()))


def _number(step: str, items: Any) -> int | None:
    """A position in a list, or the one after its last."""
    is_number = step.isascii() and step.isdigit() and len(step) < 4
    return int(step) if is_number and int(step) <= len(items or ()) else None


def page_of(loc: Loc, values: Values) -> tuple[Place | None, str]:
    """The page where the value at `loc` is written and the id of its field; (None, "") for the list of pages itself."""
    done: Loc = ()
    model: type[Part] = CallDefinition
    rest = loc
    while rest:
        shape = shapes(model).get(str(rest[0]))
        if shape is None or not shape.has_pages or (shape.is_list and len(rest) < 2):
            break
        length = 2 if shape.is_list else 1
        done, rest = (*done, *rest[:length]), rest[length:]
        model = model_in(shape, at(values, done))
    group = _group_of(model, str(rest[0]) if rest else "")
    if model in GROUPS and not group:
        return None, ""
    return Place(done, model, group), "-".join(str(step) for step in rest)


def _group_of(model: type[Part], name: str) -> str:
    groups = GROUPS.get(model, {})
    return next(
        (group for group, names in groups.items() if name in names),
        next(iter(groups), "") if not name else "",
    )


def _model_at(loc: Loc) -> type[Part]:
    """The model of a part that has others below it: questions, which are of many models, have none."""
    model: type[Part] = CallDefinition
    for step in loc:
        if isinstance(step, str):
            model = shapes(model)[step].parts[0]
    return model
