"""The form of one page of a definition, made from the models of the format: nothing is written field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from wtforms import Field, HiddenField

from cop.calls.building.choices import choice_label
from cop.calls.building.places import Place
from cop.calls.building.shape import Shape, params_model, shapes
from cop.calls.building.values import at, mark_of
from cop.calls.building.words import hint_of, label_of
from cop.calls.definition.definition import EligibilityRule
from cop.calls.definition.problems import Loc
from cop.calls.definition.texts import Part, Text
from cop.calls.forms import choosing as ch
from cop.calls.forms import controls as c
from cop.calls.forms.references import reference
from cop.core.forms import Form
from cop.core.i18n import number, sentence

LONG = frozenset({"summary", "about", "text", "help", "otherwise", "declaration", "body"})
"""Texts of more than a line."""


class PartForm(Form):
    """The base of the forms made here. `base` marks what the writer was shown (building.values.mark_of)."""

    base = HiddenField()
    made_of: c.GroupControl
    was: Mapping[str, Any]

    @property
    def controls(self) -> list[c.Control]:
        return list(self.made_of.parts.values())

    def value(self) -> dict[str, Any]:
        """Field -> its value as the draft keeps it; None takes it out."""
        return dict.fromkeys(self.made_of.parts) | self.made_of.written(self, self.was)

    def name_of(self, field: Field) -> str:
        """With what it is a part of: a text is one of several languages, a parameter one of a rule."""
        return ": ".join([*self.made_of.above(field.name), super().name_of(field)])

    def anchor(self, path: str) -> str:
        """The id of the field that holds what is at `path` (`title-fr`, `params-types-0`); "" for none."""
        ids = [name for name in self._fields if path == name or path.startswith(f"{name}-")]
        ids += [name for name in self._fields if name.startswith(f"{path}-")]
        return ids[0] if ids else ""


def form_of_part(place: Place, values: dict[str, Any]) -> PartForm:
    """The form for what is written on the page `place`, filled with the draft's `values`."""
    held = at(values, place.loc) or dict(place.told)
    context = _Context(values, place.loc)
    parts = {shape.name: _control(shape, place.model, context, held) for shape in place.written}
    whole = c.GroupControl("", "", parts=parts)
    before = {name: held[name] for name in parts if name in held}
    made = type("MadePartForm", (PartForm,), {**whole.fields(), "made_of": whole, "was": before})
    form: PartForm = made(data=whole.data(before) | {"base": mark_of(values, place.loc, parts)})
    return form


@dataclass(frozen=True, slots=True)
class _Context:
    """Where the form stands: what names refer to is looked up from there."""

    values: dict[str, Any]
    loc: Loc
    prefix: str = ""
    is_plain: bool = False

    @property
    def languages(self) -> list[str]:
        return list(self.values.get("languages") or ())


def _control(shape: Shape, model: type[Part], context: _Context, held: Mapping[str, Any]) -> c.Control:
    """The control for one field of a part."""
    hint = hint_of(model, shape.name)
    about: dict[str, Any] = {
        "name": context.prefix + shape.name,
        "label": sentence(label_of(model, shape.name)),
        "hint": sentence(hint) if hint else "",
        "is_required": shape.is_required,
        "default": _plain(shape.default),
    }
    value = held.get(shape.name)
    if model is EligibilityRule and shape.name == "params":
        return _params(about, held, context)
    referring = reference(shape.name, about, value, context.values, context.loc)
    if referring is None and shape.parts:
        return c.GroupControl(**about, parts=_inside(shape.parts[0], value, context, about["name"]))
    return referring or _plain_control(shape, about, value, context)


def _inside(
    model: type[Part], value: Any, context: _Context, name: str, *, is_plain: bool = False
) -> dict[str, c.Control]:
    """The controls of a part that is written where it stands."""
    inner = _Context(context.values, context.loc, f"{name}-", is_plain)
    held = value if isinstance(value, Mapping) else {}
    return {shape.name: _control(shape, model, inner, held) for shape in shapes(model).values()}


def _params(about: dict[str, Any], held: Mapping[str, Any], context: _Context) -> c.Control:
    model = params_model(held)
    parts = _inside(model, held.get("params"), context, about["name"], is_plain=True) if model else {}
    return c.GroupControl(**about, parts=parts)


def _plain_control(shape: Shape, about: dict[str, Any], value: Any, context: _Context) -> c.Control:  # noqa: PLR0911 - one line a kind
    kind = shape.kind
    if kind is Text:
        return c.TextControl(**about, languages=context.languages, is_long=shape.name in LONG)
    if kind is bool:
        return c.YesNoControl(**about)
    if kind in (int, Decimal):
        return c.NumberControl(**about, is_whole=kind is int, is_plain=context.is_plain)
    if kind is date:
        return c.DateControl(**about)
    if kind is datetime:
        return c.InstantControl(**about)
    if get_origin(kind) is Literal:
        return ch.ChoiceControl(**about, choices=_choices(kind), chosen=value)
    if shape.is_list and get_args(kind)[0] is Text:
        return _texts(about, value, context)
    if shape.is_list and get_origin(get_args(kind)[0]) is Literal:
        return ch.ChecksControl(**about, choices=_choices(get_args(kind)[0]), chosen=value or ())
    return c.LineControl(**about)


def _texts(about: dict[str, Any], value: Any, context: _Context) -> c.Control:
    """A list of texts, with room for more."""
    rows = max(len(value or ()) + 1, 5)
    parts = {
        str(n): c.TextControl(f"{about['name']}-{n}", number(n + 1), languages=context.languages)
        for n in range(rows)
    }
    return c.ListControl(**about, parts=parts)


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(value, sentence(choice_label(value))) for value in get_args(kind)]


def _plain(default: Any) -> Any:
    """A default as the draft would keep it."""
    match default:
        case Part():
            return default.model_dump(mode="json")
        case Decimal():
            return f"{default:f}"
        case tuple() | dict() if not default:
            return None
        case tuple():
            return list(default)
    return default
