"""A difference between two states of a call being built, in its reader's words."""

from dataclasses import dataclass
from typing import Any

from cop.calls.building.choices import choice_label
from cop.calls.building.differences import Difference, Kind
from cop.calls.building.names import name_of, path_names
from cop.core import i18n, web
from cop.kernel.messages import N_, say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import country_name, is_country


@dataclass(frozen=True, slots=True)
class SaidDifference:
    """A difference in the reader's words."""

    kind: str
    names: tuple[str, ...]
    old: str
    new: str
    language: str


def said(difference: Difference, *, old: Any, new: Any) -> SaidDifference:
    """`difference` between the values `old` and `new`."""
    values = old if difference.kind == Kind.REMOVED else new
    language = str(difference.loc[-1]) if difference.loc[-1:] and difference.loc[-1] in LANGUAGES else ""
    show = str if language else _shown
    before, after = ("" if v is None else show(v) for v in (difference.old, difference.new))
    return SaidDifference(
        difference.kind.value, tuple(path_names(difference.loc, values)), before, after, language
    )


def _shown(value: Any) -> str:
    match value:
        case bool():
            return i18n.sentence(say(N_("Yes") if value else N_("No")))
        case dict():
            return name_of(value)
        case list():
            return i18n.join([_shown(item) for item in value])
    return (
        country_name(value, web.language())
        if is_country(str(value))
        else i18n.sentence(choice_label(str(value)))
    )
