"""What can be marked or picked in a form on paper, and which of it somebody meant: in any of our languages."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.core import i18n, web
from cop.kernel.translated import LANGUAGES, pick
from cop.proposals.rules.budget_sheet import fold
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary


def choices_for(question: q.Question, definition: CallDefinition) -> dict[str, str]:
    """Code -> words in the reader's language of all that can be marked; empty where the answer is written."""
    here = web.language()
    match question:
        case q.ChoiceQuestion() | q.SeveralQuestion():
            return {option.code: pick(option.text, here).text for option in question.options}
        case q.CountryQuestion() | q.CountriesQuestion() if question.among != "any":
            among = question.among == "target"
            codes = definition.target_countries if among else definition.partner_countries
            return {code: country_name(code, here) for code in codes}
        case q.OrganisationTypeQuestion():
            return partner_kinds(here)
        case q.YesNoQuestion():
            return {"yes": _("Yes"), "no": _("No")}
        case q.DeclarationQuestion():
            return {"yes": _("I declare this on behalf of all partners.")}
    return {}


def partner_kinds(language: str) -> dict[str, str]:
    return dict(vocabulary("organisation_types").choices(language))


def codes_for(question: q.Question, definition: CallDefinition, *, first: str) -> dict[str, str]:
    """Folded words -> code: in all languages, those of `first` before those of others."""
    tables = []
    for language in _in_order(first):
        with i18n.in_language(language):
            tables.append(choices_for(question, definition))
    return _folded(tables)


def kinds_by_words(first: str) -> dict[str, str]:
    """The same of the kinds of organisations."""
    tables = [partner_kinds(language) for language in _in_order(first)]
    return _folded(tables)


def refusals() -> set[str]:
    """What somebody writes beside a choice to say that it is not the one."""
    words = {"", "☐", "-", "–", "0"}
    for language in LANGUAGES:
        with i18n.in_language(language):
            words |= {fold(_("no")), fold(_("No"))}
    return words


def _in_order(first: str) -> list[str]:
    """Those whose words count less before those that count more."""
    return [*(language for language in LANGUAGES if language != first), first]


def _folded(tables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {fold(words): code for table in tables for code, words in table.items()}
