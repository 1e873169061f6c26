"""What words mean: which documents they find, and in which order."""

import pytest

from cop.core.search.asking import as_words
from cop.core.search.port import SearchEngine
from tests.core.search.asking import ask, doc, found


def test_any_word_finds_and_more_words_rank_higher(searcher: SearchEngine) -> None:
    searcher.index([doc("one", "water and other things"), doc("both", "water from wells")])
    assert found(searcher, "water wells") == ["both", "one"]


def test_a_phrase_must_be_there_with_its_stop_words(searcher: SearchEngine) -> None:
    searcher.index(
        [doc("a", "the return of migrants"), doc("b", "migrants return"), doc("c", "return to migrants")]
    )
    assert found(searcher, '"return of migrants"') == ["a"]


def test_no_phrase_runs_from_the_title_into_the_body(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "wells for all", title="Clean water")])
    assert found(searcher, '"water wells"') == []


def test_minus_excludes_words_and_phrases(searcher: SearchEngine) -> None:
    searcher.index(
        [doc("a", "water from wells"), doc("b", "water from rivers"), doc("c", "water in clean pipes")]
    )
    assert sorted(found(searcher, "water -wells")) == ["b", "c"]
    assert sorted(found(searcher, 'water -"clean pipes"')) == ["a", "b"]


def test_stop_words_do_not_find(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "the water"), doc("b", "the school")])
    assert found(searcher, "the water") == ["a"]


def test_a_title_that_is_just_what_was_asked_comes_first(searcher: SearchEngine) -> None:
    searcher.index(
        [doc("body", "clean water", title="A report"), doc("title", "pipes and wells", title="Clean water")]
    )
    assert found(searcher, "clean water")[0] == "title"


def test_a_label_in_the_readers_language_finds_a_text_in_another(searcher: SearchEngine) -> None:
    searcher.index(
        [doc("fr", "Envoyer de l'argent", language="fr", keywords=("Remittances", "Transferts de fonds"))]
    )
    assert found(searcher, "remittance", language="en") == ["fr"]


HAITI = ("Haiti", "Haïti", "Haití", "هايتي")


@pytest.mark.parametrize(
    ("language", "asked", "common"),
    [
        ("en", "school Haiti", "school"),
        ("fr", "école Haïti", "école"),
        ("es", "Haiti escuela", "escuela"),
        ("pt", "escola haiti", "escola"),
        ("ar", "هايتي مدرسة", "مدرسة"),
    ],
)
def test_a_country_that_is_named_leads_beside_a_common_word(
    searcher: SearchEngine, language: str, asked: str, common: str
) -> None:
    others = [doc(f"d{n}", f"{common} {n} " * (n + 1), language=language) for n in range(12)]
    searcher.index([*others, doc("there", "Jumelage", language="fr", keywords=HAITI)])
    assert found(searcher, asked, language=language)[0] == "there"


def test_a_label_is_named_when_all_of_it_is_said(searcher: SearchEngine) -> None:
    searcher.index([doc(f"d{n}", "rivers") for n in range(9)])
    searcher.index(
        [
            doc("guinea", "x", keywords=("Guinea",)),
            doc("bissau", "x", keywords=("Guinea-Bissau",)),
            doc("water", "rivers and dams and rivers", keywords=("Water supply and sanitation",)),
        ]
    )
    assert found(searcher, "Guinea-Bissau") == ["bissau", "guinea"]
    assert found(searcher, "guinea")[0] == "guinea"
    assert set(found(searcher, "water")) == {"water"}


def test_the_readers_language_leads_but_hides_nothing(searcher: SearchEngine) -> None:
    searcher.index([doc("fr", "migration", language="fr"), doc("es", "migration", language="es")])
    assert found(searcher, "migration", language="es") == ["es", "fr"]
    assert found(searcher, "migration", language="fr") == ["fr", "es"]


def test_one_hit_a_group_in_the_readers_language(searcher: SearchEngine) -> None:
    texts = [doc(f"1-{code}", "migration", language=code, group="1") for code in ("en", "fr", "es")]
    searcher.index([*texts, doc("2-fr", "migration", language="fr", group="2")])
    results = ask(searcher, "migration", language="es")
    assert sorted(hit.id for hit in results.hits) == ["1-es", "2-fr"]
    assert results.total == 2


def test_a_long_question_is_asked_whole(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "sanitation"), doc("b", "irrigation")])
    question = as_words('it was "often said" that ' * 30 + "-sanitation irrigation")
    assert sorted(found(searcher, question)) == ["a", "b"]
