"""The vocabularies as the program brings them: data files, and the countries of the Unicode CLDR."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from pydantic import TypeAdapter

from cop.kernel.translated import LANGUAGES
from cop.taxonomy.loading import read_data
from cop.taxonomy.vocabulary import Term, Vocabulary, build_vocabulary

COUNTRIES = "countries"
FILES = (
    *("themes", "sectors", "sdg_targets", "compact_objectives", "organisation_types", "transfer_kinds"),
    "resource_kinds",
)
NAMES = (*FILES, COUNTRIES)

# CLDR also has names for these: parts of countries that ISO 3166 only reserves, unions, pseudo-locales, the unknown.
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


@cache
def shipped(name: str) -> Vocabulary:
    """One of NAMES; KeyError for another."""
    if name not in NAMES:
        raise KeyError(name)
    return _countries() if name == COUNTRIES else build_vocabulary(name, read_data(name))


def _countries() -> Vocabulary:
    """Codes are ISO 3166-1 alpha-2 in use; XK, which everyone uses for Kosovo, counts."""
    names = {language: dict(Locale.parse(language).territories) for language in LANGUAGES}
    codes = (str(code) for code in names["en"] if len(code) == 2 and code not in _NO_COUNTRIES)
    return Vocabulary(COUNTRIES, MappingProxyType({code: _country(code, names) for code in codes}))


def _country(code: str, names: Mapping[str, Mapping[str, str]]) -> Term:
    synonyms = _synonyms().get(code, {})
    return Term(
        code=code,
        parent=None,
        labels=MappingProxyType({language: str(names[language][code]) for language in LANGUAGES}),
        synonyms=MappingProxyType({language: synonyms.get(language, ()) for language in LANGUAGES}),
    )


@cache
def _synonyms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    shape = TypeAdapter(dict[str, dict[str, tuple[str, ...]]])
    return shape.validate_python(read_data("country_synonyms"))
