"""Countries, currencies and languages by their codes, named as the Unicode CLDR names them."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name
from pydantic import TypeAdapter

from cop.kernel.translated import LANGUAGES
from cop.taxonomy.loading import read_data
from cop.taxonomy.sorting import folded, sort_key

# CLDR also has names for these: parts of countries that ISO 3166 only reserves, unions, pseudo-locales, the unknown.
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)

EU_MEMBERS = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES"}
    | {"FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"}
    | {"LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
"""The member states of the European Union since February 2020."""


@cache
def _codes() -> tuple[str, ...]:
    territories = map(str, Locale.parse("en").territories)
    return tuple(code for code in territories if len(code) == 2 and code not in _NO_COUNTRIES)


@cache
def _names(language: str) -> Mapping[str, str]:
    names = {str(code): str(name) for code, name in Locale.parse(language).territories.items()}
    return {code: names[code] for code in _codes()}


def is_country(code: str) -> bool:
    """Whether `code` is an ISO 3166-1 alpha-2 code in use; XK, which everyone uses for Kosovo, counts."""
    return code in _names("en")


def country_name(code: str, language: str) -> str:
    """The country's short name in `language`; a code that is no country's is its own name."""
    return _names(language).get(code, code)


@cache
def country_choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, in the order of `language`."""
    return tuple(sorted(_names(language).items(), key=lambda pair: sort_key(pair[1], language)))


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(read_data("country_synonyms"))


def all_country_names(code: str) -> tuple[str, ...]:
    """The country's names in every language and others in use, each once: what a search finds it by."""
    names = [country_name(code, language) for language in LANGUAGES]
    return tuple(dict.fromkeys([*names, *_synonyms().get(code, ())]))


@cache
def _codes_by_name() -> Mapping[str, str]:
    return {folded(name): code for code in _codes() for name in all_country_names(code)}


def country_code(text: str) -> str | None:
    """The country that a person means by `text`: its name in any of our languages, case and accents aside, or its code."""
    code = text.strip().upper()
    return code if is_country(code) else _codes_by_name().get(folded(text))


def currency_name(code: str, language: str) -> str:
    """The name of an ISO 4217 currency within a sentence; an unknown code is its own name."""
    return str(get_currency_name(code, locale=Locale.parse(language)))


def language_name(code: str, in_language: str) -> str:
    """The name of a language (ISO 639) as it is written within a sentence; an unknown code is its own name."""
    return str(Locale.parse(in_language).languages.get(code, code))
