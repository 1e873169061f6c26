"""Controls of fields that name something: a term of a vocabulary, a country, a paragraph, a question of the stage before."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from cop.calls.building.names import name_of
from cop.calls.building.values import at
from cop.calls.definition.problems import Loc
from cop.calls.definition.questions import ASKING_COUNTRIES
from cop.calls.forms import choosing as ch
from cop.calls.forms import controls as c
from cop.core import web
from cop.core.i18n import language_name
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.terms import vocabulary

Maker = Callable[[dict[str, Any], Any, dict[str, Any], Loc], c.Control]


def reference(
    name: str, about: dict[str, Any], value: Any, values: dict[str, Any], loc: Loc
) -> c.Control | None:
    """The control for the field `name` of the part at `loc`; None where the field names nothing."""
    maker = _MAKERS.get(name)
    return maker(about, value, values, loc) if maker else None


def _terms(name: str) -> Maker:
    def make(about: dict[str, Any], value: Any, _values: dict[str, Any], _loc: Loc) -> c.Control:
        choices = vocabulary(name).choices(web.language(), also=tuple(value or ()))
        return ch.ChecksControl(**about, choices=choices, chosen=value or ())

    return make


def _languages(about: dict[str, Any], value: Any, _values: dict[str, Any], _loc: Loc) -> c.Control:
    return ch.LanguagesControl(**about, chosen=value or ())


def _proposal_languages(about: dict[str, Any], value: Any, _values: dict[str, Any], _loc: Loc) -> c.Control:
    names = [(code, language_name(code)) for code in LANGUAGES]
    return ch.ChecksControl(**about, choices=names, chosen=value or ())


def _countries(about: dict[str, Any], _value: Any, _values: dict[str, Any], _loc: Loc) -> c.Control:
    return ch.CountriesControl(**about)


def _rule_countries(about: dict[str, Any], _value: Any, _values: dict[str, Any], _loc: Loc) -> c.Control:
    return ch.ListedCountriesControl(**about)


def _paragraph(about: dict[str, Any], value: Any, values: dict[str, Any], _loc: Loc) -> c.Control:
    named = [
        (str(p.get("code", "")), f"{p.get('code', '')} – {name_of(p)}"[:100])
        for p in values.get("who_may_apply", ())
    ]
    return ch.ChoiceControl(**about, choices=named, chosen=value)


def _questions(values: dict[str, Any], loc: Loc) -> list[tuple[str, str, str]]:
    """(code, label, type) of every question of the stage at `loc`."""
    return [(str(q["code"]), name_of(q), str(q.get("type"))) for q in _asked(values, loc) if q.get("code")]


def _before(loc: Loc) -> Loc:
    """The stage before the one at `loc`."""
    return (loc[0], int(loc[1]) - 1)


def _prefill(about: dict[str, Any], value: Any, values: dict[str, Any], loc: Loc) -> c.Control:
    """For each question here, the one of the stage before that fills it: of the same type, or none."""
    there = _questions(values, _before(loc)) if loc[1] else []
    held = value or {}
    parts = {
        code: ch.ChoiceControl(
            f"{about['name']}-{code}",
            label,
            is_required=False,
            choices=[(source, name) for source, name, type_ in there if type_ == kind],
            chosen=held.get(code),
        )
        for code, label, kind in _questions(values, loc)
        if any(type_ == kind for _source, _name, type_ in there) or code in held
    }
    return c.GroupControl(**about, parts=parts)


def _asked_if(about: dict[str, Any], value: Any, values: dict[str, Any], loc: Loc) -> c.Control:
    """The questions of the stage that can be hung on, each with each of its answers."""
    yes_no = [("yes", _("Yes")), ("no", _("No"))]
    choices = []
    for question in _asked(values, loc[:2]):
        options = [(str(o["code"]), name_of(o)) for o in question.get("options", ()) if o.get("code")]
        code = question.get("code")
        if code and question is not at(values, loc):
            answers = yes_no if question.get("type") == "yes_no" else options
            choices += [(f"{code}/{answer}", f"{name_of(question)} – {text}") for answer, text in answers]
    chosen = f"{value.get('question')}/{value.get('answer')}" if value else None
    return ch.ConditionControl(**about, choices=choices, chosen=chosen)


def _asked(values: dict[str, Any], loc: Loc) -> list[dict[str, Any]]:
    """Every question of the stage at `loc`, in the order of the form."""
    sections = (at(values, loc) or {}).get("sections", ())
    return [question for section in sections for question in section.get("questions", ())]


def _question(about: dict[str, Any], value: Any, values: dict[str, Any], loc: Loc) -> c.Control:
    """One of the stage's questions; for a rule of eligibility, one of any stage that asks for countries."""
    if loc[0] == "stages":
        named = [(code, label) for code, label, _type in _questions(values, loc[:2])]
    else:
        stages = range(len(values.get("stages", ())))
        asked = [question for n in stages for question in _questions(values, ("stages", n))]
        named = list({code: label for code, label, kind in asked if kind in ASKING_COUNTRIES}.items())
        about |= {"hint": ""} if named else {}
    return ch.ChoiceControl(**about, choices=named, chosen=value)


def _locked(about: dict[str, Any], value: Any, values: dict[str, Any], loc: Loc) -> c.Control:
    filled = (at(values, loc) or {}).get("prefill", {})
    named = [(code, label) for code, label, _type in _questions(values, loc) if code in filled]
    return ch.ChecksControl(**about, choices=named, chosen=value or ())


def _carries(about: dict[str, Any], value: Any, values: dict[str, Any], loc: Loc) -> c.Control:
    sections = at(values, (*_before(loc), "grid", "sections")) or () if loc[1] else ()
    named = [(str(section["code"]), name_of(section)) for section in sections if section.get("code")]
    return ch.ChecksControl(**about, choices=named, chosen=value or ())


_MAKERS: dict[str, Maker] = {
    "themes": _terms("themes"),
    "sectors": _terms("sectors"),
    "types": _terms("organisation_types"),
    "languages": _languages,
    "proposal_languages": _proposal_languages,
    "target_countries": _countries,
    "partner_countries": _countries,
    "countries": _rule_countries,
    "paragraph": _paragraph,
    "question": _question,
    "prefill": _prefill,
    "locked": _locked,
    "carries": _carries,
    "asked_if": _asked_if,
}
