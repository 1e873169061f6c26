from hypothesis import given
from hypothesis import strategies as st

from cop.taxonomy.sorting import folded, sort_key


def test_names_that_people_take_for_the_same_are_equal() -> None:
    assert folded("Côte d'Ivoire") == folded("COTE D’IVOIRE")
    assert folded("عُمان") == folded("عمان") == folded("عمـان")
    assert folded("أفغانستان") == folded("افغانستان")
    assert folded("Guinea-Bissau") == folded(" guinea  bissau ")


def test_accents_do_not_move_a_name() -> None:
    assert sorted(["Zambie", "Égypte", "Espagne", "Équateur"], key=lambda name: sort_key(name, "fr")) == [
        "Égypte",
        "Équateur",
        "Espagne",
        "Zambie",
    ]


def test_spanish_has_a_letter_between_n_and_o() -> None:
    words = ["Nube", "Ñandú", "Oca", "Nación"]
    assert sorted(words, key=lambda word: sort_key(word, "es")) == ["Nación", "Nube", "Ñandú", "Oca"]
    assert sorted(words, key=lambda word: sort_key(word, "fr")) == ["Nación", "Ñandú", "Nube", "Oca"]


@given(st.text(max_size=40))
def test_folding_is_done_once_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_numbers_go_by_their_size() -> None:
    goals = ["17.16 Partnerships", "10.c Remittances", "8.8 Rights", "10.7 Migration"]
    assert [text.split()[0] for text in sorted(goals, key=lambda text: sort_key(text, "en"))] == [
        "8.8",
        "10.7",
        "10.c",
        "17.16",
    ]
