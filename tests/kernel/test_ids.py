import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.ids import canonical_json, digest, new_code, plain_code, short_code, slugify

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), values))
def test_equal_values_have_equal_digests_whatever_their_order(value):
    turned = dict(reversed(value.items()))
    assert digest(canonical_json(value)) == digest(canonical_json(turned))


@given(st.text())
def test_a_slug_is_a_piece_of_url_in_any_script(text):
    slug = slugify(text)
    assert slug
    assert len(slug) <= 80
    assert not set(slug) & set(" /?#%&")


def test_slugs_keep_their_alphabet():
    assert slugify("Réseaux d’eau : Kahriz") == "réseaux-d-eau-kahriz"
    assert slugify("أنظمة المياه") == "أنظمة-المياه"


def test_a_short_code_has_no_letter_that_is_misread():
    code = short_code(digest("x"))
    assert len(code) == 9
    assert not set(code) & set("ILOU")


def test_a_new_code_is_eighty_bits_in_fours() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("123 456", "123456"), ("٢٨٧٠٨٢", "287082"), ("7q2k-o9xm", "7Q2K09XM"), ("7Q2K 09XM", "7Q2K09XM")],
)
def test_a_code_is_read_however_it_is_typed(typed: str, plain: str) -> None:
    assert plain_code(typed) == plain
