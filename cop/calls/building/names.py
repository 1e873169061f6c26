"""What a part of a draft is called for its reader: by its own text where it has one, else by its short name."""

from collections.abc import Mapping
from typing import Any

from cop.calls.building.choices import choice_label
from cop.calls.building.shape import model_in, params_model, shapes
from cop.calls.building.values import at
from cop.calls.building.words import item_label, label_of
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Loc
from cop.calls.definition.texts import Part
from cop.core import i18n, web
from cop.kernel.translated import LANGUAGES, pick

MOST_CHARACTERS = 70
_TOLD_BY = ("title", "label", "text", "subject")


def name_of(part: Mapping[str, Any]) -> str:
    """The text that names a part, in the reader's language if it is there; "" for one that has none yet."""
    for name in _TOLD_BY:
        text = part.get(name)
        if isinstance(text, Mapping) and text:
            return pick(text, web.language()).text
    rule = part.get("rule")
    return i18n.sentence(choice_label(str(rule))) if rule else str(part.get("code", ""))


def item_name(name: str, number: int, part: Any) -> str:
    """What one of the list `name` is called: "Question 3 – Title of the project"."""
    title = name_of(part) if isinstance(part, Mapping) else ""
    if name == "stages" and isinstance(part, Mapping) and title == part.get("code"):
        title = i18n.sentence(choice_label(title))
    counted = f"{i18n.sentence(item_label(name))} {i18n.number(number + 1)}"
    return f"{counted} – {_short(title)}" if title else counted


def _short(title: str) -> str:
    """As much of a text as names a part."""
    return title if len(title) <= MOST_CHARACTERS else f"{title[:MOST_CHARACTERS].rsplit(' ', 1)[0]} …"


def path_names(loc: Loc, values: Any) -> list[str]:
    """The way to a value in words: "Stage 1 – Concept note", "Section 2 – Relevance", "Title", "Français"."""
    names: list[str] = []
    model: type[Part] | None = CallDefinition
    done: Loc = ()
    rest = loc
    while rest:
        name, rest = str(rest[0]), rest[1:]
        done = (*done, loc[len(done)])
        shape = shapes(model).get(name) if model else None
        if shape is None or model is None:
            names.append(_small(name))
        elif shape.is_list and shape.parts and rest:
            done, rest = (*done, rest[0]), rest[1:]
            names.append(item_name(name, int(done[-1]), at(values, done)))
            model = model_in(shape, at(values, done))
        else:
            names.append(i18n.sentence(label_of(model, name)))
            model = params_model(at(values, done[:-1])) if name == "params" else next(iter(shape.parts), None)
    return names


def _small(step: str) -> str:
    """A step within a field: the language of a text, a position in a list."""
    if step in LANGUAGES:
        return i18n.language_name(step)
    return i18n.number(int(step) + 1) if step.isdigit() else step
