"""The field of each type of question: made from the definition, filled with an answer, read as JSON."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import (
    DateField,
    Field,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.core import web
from cop.core.forms import Asked, NumberField, WholeField, choices_of, lines_at_most
from cop.core.templating import in_reader
from cop.proposals.bounds import bounds_of
from cop.proposals.tables import TableField, table_field
from cop.taxonomy.countries import country_choices, country_name
from cop.taxonomy.fields import ChecksField, CountriesField
from cop.taxonomy.sorting import sort_key
from cop.taxonomy.terms import vocabulary

MOST_CHARACTERS = 60_000
"""Of one answer, however many words its limit allows: what is longer is no text that a person wrote."""
MOST_LINES = 500
Maker = Callable[[Any, CallDefinition, dict[str, Any]], Field]


class OneOf(RadioField):
    """Nothing chosen yet is no wrong choice."""

    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            super().pre_validate(form)


def field_of(question: Any, stage: Stage, definition: CallDefinition) -> Field:
    """The field in which `question` is answered."""
    settings: dict[str, Any] = {
        "label": in_reader(question.label),
        "description": Markup(" ").join([hint_of(question, stage), *bounds_of(question, definition)]).strip(),
        "validators": [Asked() if question.required else Optional()],
    }
    return _MAKERS[type(question)](question, definition, settings)


def hint_of(question: q.BaseQuestion, stage: Stage) -> Markup:
    """The help, after the answer on which the question hangs."""
    help_text = in_reader(question.help) if question.help else Markup("")
    condition = question.asked_if
    before = next(
        (other for other in stage.questions if condition and other.code == condition.question), None
    )
    if condition is None or before is None:
        return help_text
    options = {option.code: in_reader(option.text) for option in getattr(before, "options", ())}
    answer = options.get(condition.answer) or (_("Yes") if condition.answer == "yes" else _("No"))
    only = Markup(_("Only if the answer to “%(question)s” is “%(answer)s”."))  # noqa: S704 - our own sentence
    return only % {"question": in_reader(before.label), "answer": answer} + " " + help_text


def _declaration(
    question: q.DeclarationQuestion, _definition: CallDefinition, settings: dict[str, Any]
) -> Field:
    declared = in_reader(question.text)
    settings["description"] = declared + (
        Markup(" ") + settings["description"] if settings["description"] else ""
    )
    return OneOf(**settings, choices=choices_of([("yes", _l("I declare this on behalf of all partners."))]))


def _table(question: q.TableQuestion, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    return table_field(question, settings)


def _text(question: q.ShortTextQuestion, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    settings["validators"].append(Length(max=question.max_length, message=_l("At most %(max)d characters.")))
    return StringField(**settings)


def _long_text(question: q.LongTextQuestion, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    settings["validators"].append(Length(max=MOST_CHARACTERS, message=_l("At most %(max)d characters.")))
    settings["validators"].append(lines_at_most(MOST_LINES))
    rows = min(max(question.max_words // 20, 4), 20)
    return TextAreaField(**settings, render_kw={"data-max-words": question.max_words, "rows": rows})


def _choice(question: q.ChoiceQuestion, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    return OneOf(**settings, choices=choices_of(_options(question)))


def _several(question: q.SeveralQuestion, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    return ChecksField(**settings, choices=choices_of(_options(question)))


def _options(question: q.ChoiceQuestion | q.SeveralQuestion) -> list[tuple[str, Markup]]:
    return [(option.code, in_reader(option.text)) for option in question.options]


def _number(_question: Any, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    return NumberField(**settings)


def _period(_question: Any, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    settings["validators"].append(NumberRange(max=999, message=_l("At most %(max)s months.")))
    return WholeField(**settings)


def _date(_question: Any, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    return DateField(**settings)


def _country(question: q.CountryQuestion, definition: CallDefinition, settings: dict[str, Any]) -> Field:
    choices = [("", "–"), *_countries(question.among, definition)]
    return SelectField(**settings, choices=choices_of(choices))


def _several_countries(
    question: q.CountriesQuestion, definition: CallDefinition, settings: dict[str, Any]
) -> Field:
    if question.among == "any":
        return CountriesField(**settings)
    return ChecksField(**settings, choices=choices_of(_countries(question.among, definition)))


def _countries(among: str, definition: CallDefinition) -> list[tuple[str, str]]:
    if among == "any":
        return list(country_choices(web.language()))
    codes = definition.target_countries if among == "target" else definition.partner_countries
    named = [(code, country_name(code, web.language())) for code in codes]
    return sorted(named, key=lambda pair: sort_key(pair[1], web.language()))


def _type(_question: Any, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    choices = [("", "–"), *vocabulary("organisation_types").choices(web.language())]
    return SelectField(**settings, choices=choices_of(choices))


def _yes_no(_question: Any, _definition: CallDefinition, settings: dict[str, Any]) -> Field:
    return OneOf(**settings, choices=choices_of([("yes", _l("Yes")), ("no", _l("No"))]))


_MAKERS: dict[type, Maker] = {
    q.ShortTextQuestion: _text,
    q.LongTextQuestion: _long_text,
    q.ChoiceQuestion: _choice,
    q.SeveralQuestion: _several,
    q.NumberQuestion: _number,
    q.MoneyQuestion: _number,
    q.DateQuestion: _date,
    q.PeriodQuestion: _period,
    q.CountryQuestion: _country,
    q.CountriesQuestion: _several_countries,
    q.OrganisationTypeQuestion: _type,
    q.YesNoQuestion: _yes_no,
    q.DeclarationQuestion: _declaration,
    q.TableQuestion: _table,
}


def shown(question: q.BaseQuestion, answer: Any) -> Any:
    """An answer as its field holds it."""
    if answer in (None, ""):
        return None
    match question:
        case q.NumberQuestion() | q.MoneyQuestion():
            return Decimal(str(answer))
        case q.DateQuestion():
            return date.fromisoformat(answer)
        case q.YesNoQuestion() | q.DeclarationQuestion():
            return "yes" if answer else "no"
        case q.CountriesQuestion(among="any"):
            return "\n".join(country_name(code, web.language()) for code in answer)
    return answer


def plain(question: q.BaseQuestion, field: Field) -> Any:  # noqa: PLR0911 - one line for each kind of field
    """What a field holds, as JSON; None for nothing."""
    match question, field:
        case q.YesNoQuestion() | q.DeclarationQuestion(), _:
            return {"yes": True, "no": False}.get(field.data)
        case _, TableField():
            return field.rows() or None
        case _, CountriesField():
            return list(field.codes)
        case _, WholeField():
            return field.data
        case _, NumberField():
            return None if field.data is None else f"{field.data:f}"
        case _, DateField():
            return field.data.isoformat() if field.data else None
    return field.data or None
