from collections.abc import Callable

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import (
    EU_MEMBERS,
    all_country_names,
    country_choices,
    country_code,
    country_name,
    currency_name,
    is_country,
    language_name,
)
from cop.taxonomy.loading import read_data

CODES = [code for code, _name in country_choices("en")]
every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_countries_are_iso_codes_and_nothing_else() -> None:
    assert len(CODES) == len(set(CODES)) == 250
    assert all(is_country(code) for code in CODES)
    for code in ("ZZ", "EU", "EZ", "UN", "XA", "XB", "QO", "AC", "IC", "TA", "150", "fr", "", "FRA"):
        assert not is_country(code), code
    for code in ("AF", "BI", "CV", "NO", "PS", "SS", "TL", "XK"):
        assert is_country(code), code


@every_language
def test_every_country_has_a_name_of_its_own_in_every_language(language: str) -> None:
    names = [name for _code, name in country_choices(language)]
    assert len(set(names)) == len(CODES)
    assert all(name.strip() and name not in CODES for name in names)


def test_names_come_in_the_reader_s_language() -> None:
    assert country_name("CI", "pt") == "Costa do Marfim"
    assert country_name("DE", "fr") == "Allemagne"
    assert country_name("MA", "ar") == "المغرب"
    assert country_name("ZZ", "en") == "ZZ"


def test_french_countries_are_in_french_order() -> None:
    names = [name for _code, name in country_choices("fr")]
    assert names[:4] == ["Afghanistan", "Afrique du Sud", "Albanie", "Algérie"]
    assert names.index("Égypte") < names.index("Espagne") < names.index("États-Unis") < names.index("Fidji")
    assert names[-1] == "Zimbabwe"


def test_no_language_puts_accents_at_the_end() -> None:
    for language, name in (("en", "Åland Islands"), ("pt", "África do Sul"), ("fr", "Îles Caïmans")):
        names = [name for _code, name in country_choices(language)]
        assert names.index(name) < len(names) - 100


def test_arabic_names_are_written_in_arabic_letters_and_alef_comes_first() -> None:
    names = [name for _code, name in country_choices("ar")]
    for name in names:
        assert any("\u0621" <= letter <= "\u064a" for letter in name), name
    assert names[0][0] in "اأإآ"
    assert names.index("المغرب") < names.index("تونس") < names.index("هنغاريا")


@given(st.sampled_from(CODES), st.sampled_from(LANGUAGES), st.sampled_from([str, str.upper, str.lower]))
def test_a_country_is_known_by_its_name_in_any_language(
    code: str, language: str, written: Callable[[str], str]
) -> None:
    assert country_code(f" {written(country_name(code, language))} ") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cote d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("RDC", "CD"),
        ("République démocratique du Congo", "CD"),
        ("turkey", "TR"),
        ("Países Bajos", "NL"),
        ("فلسطين", "PS"),
        ("bi", "BI"),
        ("Atlantis", None),
        ("ZZ", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_what_people_write(text: str, code: str) -> None:
    assert country_code(text) == code


def test_synonyms_are_of_countries_and_mean_one_country_each() -> None:
    for code, words in read_data("country_synonyms").items():
        names = [name for language in words for name in words[language]]
        assert set(words) <= set(LANGUAGES)
        assert is_country(code), code
        assert [country_code(name) for name in names] == [code] * len(names)
    assert {"Türkiye", "Turkey", "تركيا"} <= set(all_country_names("TR"))


def test_the_european_union_has_27_members() -> None:
    assert len(EU_MEMBERS) == 27
    assert all(is_country(code) for code in EU_MEMBERS)
    assert {"BE", "IT", "NL", "GR"} <= EU_MEMBERS
    assert not {"GB", "CH", "NO", "TR", "UK", "EL"} & EU_MEMBERS


def test_currencies_and_languages_have_names() -> None:
    assert currency_name("USD", "fr") == "dollar des États-Unis"
    assert currency_name("EUR", "ar") == "يورو"
    assert currency_name("QQQ", "en") == "QQQ"
    assert language_name("pt", "es") == "portugués"
    assert language_name("wo", "fr") == "wolof"
    assert language_name("qqq", "en") == "qqq"


def test_names_are_those_of_the_unicode_consortium() -> None:
    assert dict(country_choices("fr"))["BE"] == str(Locale("fr").territories["BE"])
