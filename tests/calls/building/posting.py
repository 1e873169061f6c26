"""What a browser sends when a page's form is sent as it stands."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from werkzeug.datastructures import MultiDict

from cop.calls.building.places import Place
from cop.calls.building.shape import GROUPS, model_in
from cop.calls.building.values import at
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.calls.definition.texts import Part


class _Form(HTMLParser):
    """The fields of the form that a page is about: the one that keeps drafts."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: MultiDict[str, str] = MultiDict()
        self._inside = False
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "data-keep" in given
        if not self._inside:
            return
        name = given.get("name", "")
        is_box = given.get("type") in ("checkbox", "radio")
        if tag == "input" and (not is_box or "checked" in given):
            self.sent.add(name, given.get("value", "on"))
        elif tag == "textarea":
            self._area = name
            self.sent.add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.sent.add(self._select, given["value"])

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            # a browser takes away the line break after the tag, and sends two characters for each other one
            self.sent[self._area] = self.sent[self._area].removeprefix("\r\n").replace("\n", "\r\n")
            self._area = ""


def form_in(page: str) -> MultiDict[str, str]:
    """What the form of `page` holds."""
    parser = _Form()
    parser.feed(page)
    return parser.sent


def as_posted(form: Any) -> MultiDict[str, str]:
    """The same from a form, without drawing it."""
    sent: MultiDict[str, str] = MultiDict()
    for field in form:
        if field.type == "ChecksField":
            for value in field.data or ():
                sent.add(field.name, value)
        elif field.type == "SelectField":
            sent.add(field.name, field.data or "")
        elif field.type != "BooleanField":
            sent.add(field.name, field._value())
        elif field.data:
            sent.add(field.name, "y")
    return sent


def all_pages(values: dict[str, Any]) -> Iterator[Place]:
    """Every page of a draft that is there."""
    yield from _pages(values, CallDefinition, ())
    for number in range(len(values["stages"])):
        yield from _pages(values, Stage, ("stages", number))


def _pages(values: dict[str, Any], model: type[Part], loc: tuple[str | int, ...]) -> Iterator[Place]:
    for group in GROUPS.get(model, {"": ()}):
        place = Place(loc, model, group)
        yield place
        for shape in place.shapes:
            held = at(values, (*loc, shape.name)) if shape.has_pages else None
            if held is None:
                continue
            for step, part in enumerate(held) if shape.is_list else [("", held)]:
                yield from _pages(
                    values, model_in(shape, part), (*loc, shape.name, *([step] if shape.is_list else []))
                )
