"""A call being built as its builder sees it: the pages and how far each is, what lies below a page, what is to mend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cop.calls.building.choices import choice_label
from cop.calls.building.names import item_name, path_names
from cop.calls.building.places import Place, where_of
from cop.calls.building.queries import Workbench
from cop.calls.building.shape import GROUPS, Shape, kinds_of, shapes
from cop.calls.building.values import at, base_of
from cop.calls.building.words import item_label, label_of, page_label
from cop.calls.correcting.rules import what_stays
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found, Loc
from cop.calls.definition.stages import Stage
from cop.calls.queries import window_of
from cop.core import i18n
from cop.kernel.messages import N_, Message, say

MISSING = ("“%(name)s” is missing.", "This list is too short: it needs at least %(min_length)s.")
"""What the checks say of what nobody has written yet."""


@dataclass(frozen=True, slots=True)
class ToMend:
    """Something wrong: `names` is the way to it in words, `place` the page, `path` the field on it."""

    message: Message
    names: tuple[str, ...]
    place: Place | None
    path: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A page of the list of pages: how far it is and how much is to mend."""

    title: str
    where: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """The pages of the call (`loc` is empty) or of one of its stages."""

    title: str
    loc: Loc
    base: str
    tasks: tuple[Task, ...]

    @property
    def where(self) -> str:
        return where_of(self.loc)


@dataclass(frozen=True, slots=True)
class Item:
    """A part below a page. `base` marks what it was when it was shown."""

    name: str
    where: str
    note: str
    count: int
    base: str
    can_go: bool


@dataclass(frozen=True, slots=True)
class Below:
    """What lies below a page under one name. `kinds` are what may be added at `next_where`; "" where nothing may."""

    title: str
    item: str
    items: tuple[Item, ...]
    is_list: bool
    next_where: str
    kinds: tuple[tuple[str, str], ...]


def to_mend(bench: Workbench) -> list[ToMend]:
    """Everything that keeps it from being a version, in the order it was found."""
    return [_mend(loc, message, bench) for loc, message in bench.found]


def _mend(loc: Loc, message: Message, bench: Workbench) -> ToMend:
    place, path = bench.page_of(loc)
    is_missing = message.key in MISSING
    said = say(N_("Nothing is written here yet.")) if is_missing else message
    return ToMend(said, tuple(path_names(loc, bench.values)), place, path, is_missing)


def tasks_of(bench: Workbench) -> list[TaskGroup]:
    """The list of pages: the call's own, then each stage's."""
    call = Place((), CallDefinition)
    groups = [TaskGroup(i18n.sentence(say(N_("The call"))), (), "", tuple(_tasks(bench, call)))]
    for number, stage in enumerate(bench.values.get("stages", ())):
        place = Place(("stages", number), Stage)
        title = item_name("stages", number, stage)
        groups.append(TaskGroup(title, place.loc, base_of(stage), tuple(_tasks(bench, place))))
    return groups


def _tasks(bench: Workbench, of: Place) -> Iterator[Task]:
    for group, names in GROUPS[of.model].items():
        if group == "continuity" and of.loc[-1] == 0:
            continue
        starts = {(*of.loc, name) for name in names}
        found = [(loc, message) for loc, message in bench.found if loc[: len(of.loc) + 1] in starts]
        place = Place(of.loc, of.model, group)
        held = at(bench.values, of.loc) or {}
        yield Task(
            i18n.sentence(page_label(of.model, group)),
            place.where,
            _state(found, is_begun=any(name in held for name in names)),
            len(found),
        )


def _state(found: list[Found], *, is_begun: bool) -> str:
    if any(message.key not in MISSING for _loc, message in found):
        return "error"
    if not found:
        return "complete"
    return "in_progress" if is_begun else "not_started"


def stays_here(place: Place, bench: Workbench) -> list[Message]:
    """What must stay of a page, where the call is public already."""
    if bench.public is None:
        return []
    above = tuple(step for step in place.loc if isinstance(step, str))
    number = place.loc[1] if place.loc[:1] == ("stages",) else None
    windows = [window_of(bench.public, row.number) for row in bench.public.stages]
    is_open = isinstance(number, int) and number < len(windows) and not windows[number].is_ahead(bench.now)
    return what_stays([(*above, shape.name) for shape in place.shapes], is_open=is_open)


def title_of(place: Place, values: dict[str, Any]) -> str:
    """What a page is called."""
    if place.group:
        return i18n.sentence(page_label(place.model, place.group))
    if place.told and place.is_item and at(values, place.loc) is None:
        return item_name(str(place.loc[-2]), int(place.loc[-1]), dict(place.told))
    return path_names(place.loc, values)[-1]


def kind_of(part: Any) -> str:
    """What type of question a part is; "" for what is none."""
    kind = part.get("type") if isinstance(part, Mapping) else None
    return i18n.sentence(choice_label(kind)) if kind else ""


def way_to(place: Place, values: dict[str, Any]) -> list[tuple[str, str]]:
    """(title, where) of the pages above, from the top down."""
    way: list[tuple[str, str]] = []
    above = place.above
    while above is not None:
        way.insert(0, (title_of(above, values), above.where))
        above = above.above
    return way


def below(place: Place, bench: Workbench) -> list[Below]:
    """What lies below a page. A part that is nothing but parts is left out: its parts are shown at once."""
    found = []
    for shape in place.shapes:
        if not shape.has_pages:
            continue
        loc = (*place.loc, shape.name)
        inner = shape.parts[0]
        if not shape.is_list and all(s.has_pages for s in shapes(inner).values()):
            found += below(Place(loc, inner), bench)
        elif shape.is_list:
            found.append(_list_below(shape, place, bench))
        else:
            found.append(_single_below(shape, place, bench))
    return found


def _list_below(shape: Shape, place: Place, bench: Workbench) -> Below:
    loc = (*place.loc, shape.name)
    held = at(bench.values, loc) or ()
    return Below(
        i18n.sentence(label_of(place.model, shape.name)),
        i18n.sentence(item_label(shape.name)),
        tuple(
            _item(item_name(shape.name, n, part), (*loc, n), part, bench, can_go=True)
            for n, part in enumerate(held)
        ),
        True,
        where_of((*loc, len(held))),
        tuple((kind, i18n.sentence(choice_label(kind))) for kind in kinds_of(shape)),
    )


def _single_below(shape: Shape, place: Place, bench: Workbench) -> Below:
    loc = (*place.loc, shape.name)
    held = at(bench.values, loc)
    label = i18n.sentence(label_of(place.model, shape.name))
    items = () if held is None else (_item(label, loc, held, bench, can_go=not shape.is_required),)
    return Below(label, label, items, False, "" if items else where_of(loc), ())


def _item(name: str, loc: Loc, part: Any, bench: Workbench, *, can_go: bool) -> Item:
    count = sum(1 for found, _message in bench.found if found[: len(loc)] == loc)
    return Item(name, where_of(loc), kind_of(part), count, base_of(part), can_go)
