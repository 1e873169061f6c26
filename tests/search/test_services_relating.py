"""Practices near to what a team writes."""

from flask import Flask

from cop.search.indexing import index_things
from cop.search.relating import practices_near, texts_in
from tests.factories import make_article

CONCEPT = (
    "Families in the villages walk hours for water; the association will renovate underground channels, train the "
    'keepers of each channel and bring "drinking water" -to schools.'
)


def test_what_is_written_finds_the_practice_nearest_to_it_in_the_writers_language(ctx: Flask) -> None:
    water, money = make_article(texts=("en", "fr")), make_article(texts=("en", "fr"))
    for text in water.texts:
        text.content = {
            "approach": "Underground water channels renovated by the villages, with keepers trained."
        }
    for text in money.texts:
        text.content = {"approach": "Remittances through savings banks."}
    index_things([("article", water.id), ("article", money.id)])
    first, *_others = practices_near([CONCEPT], "en")
    assert (first.stored["article"], first.language) == (str(water.id), "en")


def test_little_text_is_near_to_nothing(ctx: Flask) -> None:
    index_things([("article", make_article().id)])
    assert practices_near(["Water channels", "for all"], "en") == ()


def test_only_words_written_count_the_longest_answer_first() -> None:
    answers = {"a": "short", "b": "the longer one", "c": 7, "d": ["x"], "e": None}
    assert list(texts_in(answers)) == ["the longer one", "short"]
