"""The passage shown, and which of its words are marked."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cop.core.search.analysis import terms, words, words_beginning
from cop.core.search.snippets import snippet


def marked(text: str, language: str, term: str) -> list[str]:
    return [part.text for part in snippet(text, language, {term}) if part.is_hit]


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("fr", "L’école et les Écoles", "école"),
        ("fr", "E\u0301coles, ecole", "ecole"),
        ("fr", "le cœur", "coeur"),
        ("ar", "والمدرسة ومدرسة", "مدرسة"),
        ("en", "Children, child_", "child"),
        ("en", "3,177 families", "177"),
    ],
)
def test_every_form_of_a_word_is_marked(language: str, text: str, word: str) -> None:
    (term,) = terms(word, language)
    found = marked(text, language, term)
    assert found
    assert found == [
        text[start:end] for start, end in words(text) if terms(text[start:end], language) == [term]
    ]


NO_MARKS = st.characters(exclude_categories=("Mn", "Mc", "Cf", "Cs"))


@example("\U0001d483", "b")  # a bold letter of mathematics
@example("YEUX", "o")  # its term is "oeil"
@given(st.text(NO_MARKS, max_size=80), st.sampled_from("abdeoçœش1"))
def test_no_word_is_passed_over(text: str, letter: str) -> None:
    looked_at = set(words_beginning(text, frozenset(letter)))
    every = set(words(text))
    assert looked_at <= every
    wanted = {(a, b) for a, b in every if any(term.startswith(letter) for term in terms(text[a:b], "fr"))}
    assert wanted <= looked_at
