"""Definitions that no person would write, made from the format's own models: every field, every kind, every limit."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from cop.calls.building.shape import QUESTIONS, Shape, shapes
from cop.calls.definition.definition import CallDefinition, EligibilityRule
from cop.calls.definition.texts import Part, Text
from cop.calls.eligibility import RULES
from cop.calls.forms.part import LONG
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.terms import vocabulary

COUNTRIES = ["BI", "CD", "RW", "XK", "CI", "CV", "GB", "NO", "KP"]
CURRENCIES = ["EUR", "USD", "XOF"]
CODES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
LINES = st.text(LETTERS, min_size=1, max_size=20)
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001 - on the wall
OF_A_SECOND_STAGE = ("carries", "prefill", "locked")


def definitions() -> st.SearchStrategy[CallDefinition]:
    """Any that pydantic reads; the checks across may find much in it."""
    return st.permutations(LANGUAGES).flatmap(lambda order: _definition(list(order[: 1 + len(order) // 2])))


@st.composite
def _definition(draw: Any, languages: list[str]) -> CallDefinition:
    values = draw(_part(CallDefinition, languages))
    values |= {"code": "made", "languages": languages, "proposal_languages": draw(st.permutations(languages))}
    return CallDefinition.model_validate(values)


@st.composite
def _part(draw: Any, model: type[Part], languages: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "type" in model.model_fields:
        values["type"] = next(name for name, kind in QUESTIONS.items() if kind is model)
    if model is EligibilityRule:
        rule = draw(st.sampled_from(sorted(RULES)))
        params = draw(_part(RULES[rule].params, languages))
        values |= {"rule": rule, "params": {name: _as_yaml(value) for name, value in params.items()}}
    for name, shape in shapes(model).items():
        info = model.model_fields[name]
        skipped = name in (*values, *OF_A_SECOND_STAGE, "languages")
        if not skipped and (shape.is_required or draw(st.booleans())):
            values[name] = draw(_value(shape, info, languages))
    return values


def _as_yaml(value: Any) -> Any:
    """A number as a file gives it to a rule."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _value(shape: Shape, info: Any, languages: list[str]) -> st.SearchStrategy[Any]:
    named = _named(shape.name)
    if named is not None:
        return named
    least = next((m.min_length for m in info.metadata if hasattr(m, "min_length")), 0)
    if shape.parts and shape.is_list:
        kinds = st.one_of([_part(kind, languages) for kind in shape.parts])
        return st.lists(kinds, min_size=least, max_size=max(least, 2))
    if shape.parts:
        return _part(shape.parts[0], languages)
    if shape.is_list:
        inside = _single(get_args(shape.kind)[0], shape.name, info, languages)
        return st.lists(inside, min_size=least, max_size=3, unique_by=str)
    return _single(shape.kind, shape.name, info, languages)


def _named(name: str) -> st.SearchStrategy[Any] | None:
    lists = {"themes": "themes", "sectors": "sectors", "types": "organisation_types"}
    if name in lists:
        return st.lists(st.sampled_from(sorted(vocabulary(lists[name]).terms)), min_size=1, unique=True)
    if name.endswith("countries"):
        listed = st.lists(st.sampled_from(COUNTRIES), min_size=1, unique=True)
        return listed | st.sampled_from(["target", "partner"]) if name == "countries" else listed
    if name in ("currency", "zone"):
        return st.sampled_from({"currency": CURRENCIES, "zone": ["UTC", "Africa/Kigali"]}[name])
    return None


def _single(kind: Any, name: str, info: Any, languages: list[str]) -> st.SearchStrategy[Any]:  # noqa: PLR0911
    if kind is Text:
        texts = PARAGRAPHS if name in LONG else LINES
        return st.dictionaries(st.sampled_from(languages), texts, min_size=1)
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if kind is bool:
        return st.booleans()
    if kind is int:
        limits = {n: getattr(m, n) for m in _limits(info) for n in ("ge", "le") if hasattr(m, n)}
        return st.integers(limits.get("ge", 0), min(limits.get("le", 500), 500))
    if kind is Decimal:
        return st.decimals(1, 99, places=2)
    if kind is datetime:
        return INSTANTS
    if kind is date:
        return st.dates(date(2000, 1, 1))
    if any(getattr(limit, "pattern", None) == "^[A-Z]{3}$" for limit in _limits(info)):
        return st.sampled_from(CURRENCIES)
    return CODES


def _limits(info: Any) -> list[Any]:
    found = list(info.metadata)
    for kind in get_args(info.annotation):
        found += getattr(kind, "__metadata__", ())
    return [limit for entry in found for limit in [entry, *getattr(entry, "metadata", ())]]
