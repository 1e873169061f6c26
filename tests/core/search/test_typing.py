"""What readers type is not what is written: accents, letter forms, plurals. Every line of the table finds."""

import pytest

from cop.core.search.port import SearchEngine
from tests.core.search.asking import doc, found


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
    ],
)
def test_it_is_found(searcher: SearchEngine, language: str, typed: str, written: str) -> None:
    searcher.index([doc("a", written, language=language), doc("b", "x", language=language)])
    assert found(searcher, typed, language=language) == ["a"]
