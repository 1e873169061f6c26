"""What pydantic found, said to somebody who writes a definition and not Python."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cop.calls.definition.problems import Found, Loc, nearest
from cop.calls.definition.texts import Part
from cop.kernel.messages import N_, Message, say

_SENTENCES = {
    "missing": N_("“%(name)s” is missing."),
    "string_too_short": N_("This text is empty."),
    "string_too_long": N_("This is too long: at most %(max_length)s characters."),
    "string_type": N_("Text is needed here: put “%(value)s” in quotes."),
    "int_type": N_("A whole number is needed here, not “%(value)s”."),
    "decimal_type": N_("A number is needed here, not “%(value)s”."),
    "bool_type": N_("Write true or false here, not “%(value)s”."),
    "greater_than": N_("“%(value)s” is too small: it must be more than %(gt)s."),
    "greater_than_equal": N_("“%(value)s” is too small: it must be at least %(ge)s."),
    "less_than_equal": N_("“%(value)s” is too large: it may be at most %(le)s."),
    "decimal_max_places": N_("“%(value)s” has too many decimals: at most %(decimal_places)s."),
    "decimal_max_digits": N_("“%(value)s” has too many digits: at most %(max_digits)s."),
    "too_short": N_("This list is too short: it needs at least %(min_length)s."),
    "too_long": N_("This list is too long: it may have at most %(max_length)s."),
    "tuple_type": N_("A list is needed here, not “%(value)s”."),
    "dict_type": N_("One text for each language is needed here, not “%(value)s”."),
    "model_type": N_("Named values are needed here, not “%(value)s”."),
    "literal_error": N_("“%(value)s” is not known here; use %(expected)s."),
    "union_tag_invalid": N_("There is no question of type “%(tag)s”; use %(expected_tags)s."),
    "union_tag_not_found": N_("A question needs a “type”."),
    "naive_datetime_parsing": N_("Write date and time as 2026-11-02 09:00, not “%(value)s”."),
    "timezone_naive": N_("Write the time as the clock shows it; the zone goes into “zone”."),
    "date_parsing": N_("Write a day as 2026-11-02, not “%(value)s”."),
    "string_pattern_mismatch": N_("“%(value)s” is not a code: small letters, digits and hyphens."),
}
_SAME = {
    "int_parsing": "int_type",
    "int_from_float": "int_type",
    "decimal_parsing": "decimal_type",
    "bool_parsing": "bool_type",
    "datetime_from_date_parsing": "naive_datetime_parsing",
    "datetime_parsing": "naive_datetime_parsing",
    "datetime_type": "naive_datetime_parsing",
    "date_from_datetime_parsing": "date_parsing",
    "date_type": "date_parsing",
    "model_attributes_type": "model_type",
}
_PATTERNS = {
    r"^[A-Z]{2}$": N_("“%(value)s” is not a country: two capital letters, as ISO 3166 has them."),
    r"^[A-Z]{3}$": N_("“%(value)s” is not a currency: three capital letters, as ISO 4217 has them."),
}


def explain(error: ValidationError, *, under: Loc = ()) -> Iterator[Found]:
    """Each error with its path, which starts at `under`, and a sentence that says what is needed."""
    for detail in error.errors(include_url=False):
        if _only_seems_short(detail):
            continue
        yield (*under, *_without_types(detail["loc"])), _sentence(detail)


def _only_seems_short(detail: ErrorDetails) -> bool:
    """pydantic counts the items of a list that hold, so a list of one wrong item is "too short" besides."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _without_types(loc: Loc) -> Loc:
    """pydantic names the type of a question after its position; in the file there is no such step."""
    if "questions" not in loc:
        return loc
    after = loc.index("questions") + 2
    return (*loc[:after], *loc[after + 1 :])


def _sentence(detail: ErrorDetails) -> Message:
    kind = _SAME.get(detail["type"], detail["type"])
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    context: dict[str, Any] = {"name": name, "value": _short(detail["input"]), **detail.get("ctx", {})}
    if kind == "extra_forbidden":
        return _unknown_name(name)
    key = _PATTERNS.get(context.get("pattern", "")) or _SENTENCES.get(kind)
    if key is None:
        return say(N_("This does not fit here: %(why)s."), why=detail["msg"])
    return say(key, **context)


def _unknown_name(name: str) -> Message:
    meant = nearest(name, sorted({field for part in _parts(Part) for field in part.model_fields}))
    if meant is None or meant == name:
        return say(N_("“%(name)s” is not known here."), name=name)
    return say(N_("“%(name)s” is not known here; did you mean “%(meant)s”?"), name=name, meant=meant)


def _parts(part: type[Part]) -> Iterator[type[Part]]:
    for child in part.__subclasses__():
        yield child
        yield from _parts(child)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
