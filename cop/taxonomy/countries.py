"""Countries, currencies and languages by their codes, named as the Unicode CLDR does; staff may rename countries."""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale
from babel.numbers import get_currency_name

from cop.taxonomy.shipped import COUNTRIES, shipped
from cop.taxonomy.sorting import folded
from cop.taxonomy.terms import vocabulary
from cop.taxonomy.vocabulary import Vocabulary

EU_MEMBERS = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES"}
    | {"FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"}
    | {"LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
"""The member states of the European Union since February 2020."""


def is_country(code: str) -> bool:
    """Whether `code` is an ISO 3166-1 alpha-2 code in use; XK, which everyone uses for Kosovo, counts."""
    return code in shipped(COUNTRIES).terms


def country_name(code: str, language: str) -> str:
    """The country's short name in `language`; a code that is no country's is its own name."""
    return vocabulary(COUNTRIES).label(code, language)


def country_choices(language: str) -> list[tuple[str, str]]:
    """(code, name) of every country, in the order of `language`."""
    return vocabulary(COUNTRIES).choices(language)


def all_country_names(code: str) -> tuple[str, ...]:
    """The country's names in every language and others in use, each once: what a search finds it by."""
    return vocabulary(COUNTRIES).all_labels(code)


@lru_cache(maxsize=8)
def _codes_by_name(countries: Vocabulary) -> Mapping[str, str]:
    return {folded(name): code for code in countries.terms for name in countries.all_labels(code)}


def country_code(text: str) -> str | None:
    """The country that a person means by `text`: its name in any of our languages, case and accents aside, or its code."""
    code = text.strip().upper()
    return code if is_country(code) else _codes_by_name(vocabulary(COUNTRIES)).get(folded(text))


def currency_name(code: str, language: str) -> str:
    """The name of an ISO 4217 currency within a sentence; an unknown code is its own name."""
    return str(get_currency_name(code, locale=Locale.parse(language)))


def language_name(code: str, in_language: str) -> str:
    """The name of a language (ISO 639) as it is written within a sentence; an unknown code is its own name."""
    return str(Locale.parse(in_language).languages.get(code, code))
