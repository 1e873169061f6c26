from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.ids import canonical_json, digest, short_code, slugify

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
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
