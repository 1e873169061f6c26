"""An answer as the cell of a table: numbers stay numbers, choices are said in the reader's language, the rest as written."""

from typing import Any

from flask_babel import gettext as _

from cop.calls.definition.questions import (
    BaseQuestion,
    BudgetQuestion,
    ChoiceQuestion,
    CountriesQuestion,
    CountryQuestion,
    DeclarationQuestion,
    DocumentQuestion,
    MoneyQuestion,
    NumberQuestion,
    OrganisationTypeQuestion,
    PartnersQuestion,
    SeveralQuestion,
    TableQuestion,
    YesNoQuestion,
)
from cop.core import web
from cop.core.sheets import Cell
from cop.kernel.translated import pick
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary

BETWEEN = "; "


def answer_cell(question: BaseQuestion, content: dict[str, Any]) -> Cell:
    """What a submission says to `question`; an empty text where it says nothing."""
    match question:
        case PartnersQuestion():
            return _partners(content["partners"])
        case DocumentQuestion():
            given = (row["name"] for row in content["documents"] if row["question"] == question.code)
            return BETWEEN.join(given)
        case BudgetQuestion():
            return len(content["budget_lines"])
    value: Any = content["answers"].get(question.code)
    return "" if value in (None, "", []) else _said(question, value)


def _said(question: BaseQuestion, value: Any) -> Cell:  # noqa: PLR0911 - one line for each kind of question
    language = web.language()
    match question:
        case MoneyQuestion() | NumberQuestion():
            return float(value)
        case YesNoQuestion() | DeclarationQuestion():
            return str(_("yes") if value else _("no"))
        case CountryQuestion():
            return country_name(value, language)
        case CountriesQuestion():
            return BETWEEN.join(country_name(code, language) for code in value)
        case OrganisationTypeQuestion():
            return vocabulary("organisation_types").label(value, language)
        case ChoiceQuestion() | SeveralQuestion():
            names: dict[Any, str] = {
                option.code: pick(option.text, language).text for option in question.options
            }
            chosen = value if isinstance(value, list) else [value]
            return BETWEEN.join(str(names.get(code, code)) for code in chosen)
        case TableQuestion():
            return "\n".join(
                " | ".join(str(row.get(c.code) or "") for c in question.columns) for row in value
            )
    return value if isinstance(value, int | float) else str(value)


def _partners(partners: list[dict[str, Any]]) -> str:
    language = web.language()
    return "\n".join(f"{row['name']} ({country_name(row['country'], language)})" for row in partners)
