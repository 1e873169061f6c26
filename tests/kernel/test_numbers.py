from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.numbers import count_words, parse_number
from cop.kernel.translated import LANGUAGES


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1 234,50", "fr", "1234.50"),
        ("1\u202f234,50", "fr", "1234.50"),
        ("1.234,50", "es", "1234.50"),
        ("1,234.50", "en", "1234.50"),
        ("1,234", "en", "1234"),
        ("1.234", "pt", "1234"),
        ("1.5", "pt", "1.5"),
        ("0,5", "en", "0.5"),
        ("١٢٣٤٫٥", "ar", "1234.5"),
        ("١٬٢٣٤٫٥", "ar", "1234.5"),
        ("-3", "en", "-3"),
        ("1,234,567", "en", "1234567"),
        (".5", "en", "0.5"),
    ],
)
def test_numbers_as_people_type_them(text, language, value):
    assert parse_number(text, language) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "1-2", "1,2,3.4.5", "١٢x", "1e5", "NaN", "9" * 40, "--1"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_number_is_refused(text, language):
    with pytest.raises(ValueError, match=r"^"):
        parse_number(text, language)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(LANGUAGES))
def test_what_we_write_we_can_read(value, language):
    assert parse_number(format_decimal(value, "#,##0.00", locale=language), language) == value


def test_words_are_what_people_count():
    assert count_words("") == 0
    assert count_words("  one — two,\nthree! ") == 3
    assert count_words("l'eau est là") == 3
    assert count_words("الماء والزراعة") == 2
