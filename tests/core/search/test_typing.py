"""What readers type is not what is written: accents, letter forms, plurals. Every line of the table finds."""

import pytest

from cop.core.search.port import SearchEngine
from tests.core.search.asking import ask, doc, found


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("fr", "ecole", "écoles"),
        ("es", "nino", "niños"),
        ("pt", "gestao", "gestão"),
        ("fr", "coeur", "cœur"),
        ("en", "Naxcivan", "Naxçıvan"),
        ("en", "Igdir", "Iğdır"),
        ("ar", "احمد", "أحمد"),  # hamza
        ("ar", "مدرسه", "مدرسة"),  # ha for ta marbuta
        ("ar", "مدرسة", "مـدرسـة"),  # tatweel
        ("ar", "مدرسة", "مَدْرَسَة"),  # vowel signs
        ("ar", "مدرسة", "المدرسة"),  # article
        ("ar", "مدرسة", "والمدرسة"),  # prefixes
        ("pt", "ação", "ações"),
        ("en", "children", "child"),
        ("en", "child", "children"),
        # and the other way round, or further along the same line
        ("fr", "écoles", "ecole"),
        ("fr", "travail", "travaux"),
        ("es", "niños", "nino"),
        ("pt", "ações", "ação"),
        ("pt", "ação", "acoes"),
        ("pt", "gestões", "gestao"),
        ("en", "Naxçıvan", "Naxcivan"),
        ("en", "sehir", "şehir"),
        ("en", "women", "woman"),
        ("ar", "أحمد", "إحمد"),
        ("ar", "مدرسة", "مدرسه"),
        ("ar", "مدرسة", "بالمدرسة"),  # with
        ("ar", "مدرسة", "للمدرسة"),  # for
        ("ar", "المدرسة", "مدرسة"),
        ("ar", "مستشفى", "مستشفي"),  # alef maqsura
        ("ar", "2030", "٢٠٣٠"),
    ],
)
def test_it_is_found(searcher: SearchEngine, language: str, typed: str, written: str) -> None:
    searcher.index([doc("a", written, language=language), doc("b", "x", language=language)])
    assert found(searcher, typed, language=language) == ["a"]


@pytest.mark.parametrize(
    ("language", "written", "typed", "proposed"),
    [
        ("en", "wells", "welss", "wells"),  # two letters swapped are one slip
        ("en", "remittances", "remitances", "remittances"),
        ("en", "remittances", "remitanses", "remittances"),  # eight letters: two slips
        ("en", "wells", "woels", None),  # five letters: not two
        ("en", "tax", "tex", None),  # three letters: none
        ("fr", "transferts", "tranferts", "transferts"),
        ("fr", "écoles", "ecolles", "écoles"),  # proposed as it is written
        ("es", "migración", "migrasion", "migración"),
        ("pt", "associações", "asociacoes", "associações"),
        ("ar", "التحويلات", "التحوبلات", "التحويلات"),
        ("en", "AB-2030", "AB-2031", None),  # figures are never put right
    ],
)
def test_a_slip_is_put_right_by_a_word_of_the_index(
    searcher: SearchEngine, language: str, written: str, typed: str, proposed: str | None
) -> None:
    searcher.index([doc("a", written, language=language, title="x")])
    results = ask(searcher, typed, language=language)
    assert results.suggestion == proposed
    assert not (proposed and results.total)


def test_what_is_right_is_left_alone_beside_what_is_not(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "remittances and schools")])
    assert ask(searcher, 'the "remitances" -wells schools').suggestion == 'the "remittances" -wells schools'


@pytest.mark.parametrize("typed", ["the rights", "of the rights", "rights of"])
def test_common_words_are_kept_out_of_scoring_and_in_phrases(searcher: SearchEngine, typed: str) -> None:
    searcher.index(
        [doc("a", "the rights of the child"), doc("b", "child of the house"), doc("c", "rights child")]
    )
    assert sorted(found(searcher, typed)) == ["a", "c"]
    assert found(searcher, '"rights of the child"') == ["a"]


def test_a_sentence_is_not_respelled_what_it_has_of_unknown_words_are_names(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "nurses from Roma train midwives in hospitals")])
    assert ask(searcher, "nurses Goma").suggestion == "nurses roma"
    long = "nurses train midwives hospitals nurses train midwives hospitals in Goma"
    assert (ask(searcher, long).suggestion, ask(searcher, long).by_words) == (None, True)
