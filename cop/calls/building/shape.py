"""The shape of a definition, read off its models: which part has a page of its own, and what is written on each page.

Whoever gives the format a field gives the pages that field; nothing here names one that is not special.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import NaiveDatetime

from cop.calls.definition import questions
from cop.calls.definition.definition import CallDefinition, EligibilityRule
from cop.calls.definition.stages import Stage
from cop.calls.definition.texts import Part, Text
from cop.calls.eligibility import RULES

GROUPS: dict[type[Part], dict[str, tuple[str, ...]]] = {
    CallDefinition: {
        "basics": ("programme", "languages", "proposal_languages", "title", "summary", "about"),
        "money": ("envelope", "grant", "duration_months"),
        "subjects": ("themes", "sectors", "target_countries", "partner_countries"),
        "who": ("who_may_apply", "eligibility", "ask_before_applying"),
        "documents": ("documents_public",),
        "outcome": ("reserve", "letters"),
    },
    Stage: {
        "stage": ("code", "title", "window", "clarifications", "declaration", "needs_mandates"),
        "form": ("sections",),
        "continuity": ("prefill", "locked", "drift"),
        "money": ("budget",),
        "checking": ("check",),
        "scoring": ("grid", "carries"),
        "review": ("reviewers_per_proposal", "divergence_percent", "selection"),
    },
}
"""The pages of what is too much for one: an idea each."""

QUESTIONS: dict[str, type[Part]] = {
    get_args(kind.model_fields["type"].annotation)[0]: kind
    for kind in get_args(get_args(questions.Question)[0])
}
"""Every type of question."""

_KIND: dict[type[Part], str] = {EligibilityRule: "rule"}
"""What tells the kinds of a part apart, where there are several: chosen once, when the part is added."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One field of a part. `kind` is its type without None; `parts` the models of what lies in it, if that are parts."""

    name: str
    kind: Any
    default: Any
    is_required: bool
    is_list: bool
    parts: tuple[type[Part], ...]

    @property
    def has_pages(self) -> bool:
        """Whether what lies in it is written on pages of its own."""
        return (self.is_list and bool(self.parts)) or any(_is_big(part) for part in self.parts)


@cache
def shapes(model: type[Part]) -> Mapping[str, Shape]:
    """The fields of `model` by name, without what only says which model it is."""
    fields = model.model_fields.items()
    return {name: _shape(name, info) for name, info in fields if name not in ("type", *_told(model))}


def _told(model: type[Part]) -> tuple[str, ...]:
    return (_KIND[model],) if model in _KIND else ()


def _shape(name: str, info: Any) -> Shape:
    kind = bare(info.annotation)
    is_list = get_origin(kind) is tuple
    inside = bare(get_args(kind)[0]) if is_list else kind
    models = get_args(inside) if get_origin(inside) in (Union, UnionType) else (inside,)
    parts = tuple(m for m in models if isinstance(m, type) and issubclass(m, Part))
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    return Shape(name, kind, default, info.is_required(), is_list, parts)


def bare(kind: Any) -> Any:
    """A type without its constraints and without None."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind):
            kind = Union[tuple(k for k in get_args(kind) if k is not NoneType)]  # noqa: UP007 - made while running
        else:
            return datetime if kind is NaiveDatetime else kind


@cache
def _is_big(model: type[Part]) -> bool:
    """A part with a text in it, in all its languages, does not fit on its parent's page."""
    return any(shape.kind is Text or shape.is_list or shape.has_pages for shape in shapes(model).values())


def kinds_of(shape: Shape) -> tuple[str, ...]:
    """What may be added to a list: the types of question, the rules of eligibility; nothing where there is one kind."""
    if len(shape.parts) > 1:
        return tuple(QUESTIONS)
    return tuple(RULES) if EligibilityRule in shape.parts else ()


def begun(shape: Shape, kind: str) -> dict[str, str]:
    """The values of a part that is only just being added."""
    if not kinds_of(shape):
        return {}
    return {"type" if len(shape.parts) > 1 else _KIND[shape.parts[0]]: kind}


def model_in(shape: Shape, value: Any) -> type[Part]:
    """Which of its models a value in this field is of."""
    if len(shape.parts) == 1:
        return shape.parts[0]
    told = value.get("type") if isinstance(value, dict) else None
    return QUESTIONS.get(str(told), shape.parts[0])


def params_model(value: Mapping[str, Any]) -> type[Part] | None:
    """The model of the parameters that an eligibility rule takes; None for a rule that does not exist."""
    rule = RULES.get(str(value.get("rule")))
    return rule.params if rule else None


def texts_in(model: type[Part], value: Any, loc: tuple[str | int, ...] = ()) -> Iterator[Any]:
    """Every place for a text in `value`, with what stands there by language; a text that may be left out only if begun."""
    held = value if isinstance(value, dict) else {}
    for name, shape in shapes(model).items():
        inside = held.get(name)
        if shape.kind is Text:
            if shape.is_required or inside:
                yield (*loc, name), inside or {}
        elif shape.parts and not shape.is_list:
            if inside is not None:
                yield from texts_in(shape.parts[0], inside, (*loc, name))
        elif shape.is_list:
            for number, item in enumerate(inside or ()):
                if shape.parts:
                    yield from texts_in(model_in(shape, item), item, (*loc, name, number))
                elif get_args(shape.kind)[0] is Text:
                    yield (*loc, name, number), item
