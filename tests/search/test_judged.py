"""What people type, in five languages, and the practice that they mean: the floors below which the ranking may not fall."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from bench.judging import Judged, judged, learnt_index, practices, score
from cop.articles.seeding import load_practices
from cop.core.search.engines import ENGINES, EngineName, open_engine
from cop.core.search.port import Document, Query, Results
from cop.core.unit import commit
from cop.kernel.actor import SYSTEM
from cop.kernel.translated import LANGUAGES
from cop.search.engine import engine as index
from tests.factories import NOON

FLOOR_NDCG, FLOOR_RECALL = 0.9, 0.9
FLOOR_ACROSS, SLACK = 0.6, 0.02
"""For questions in another language than all texts; how little meaning may take from the order by words in one."""


@pytest.fixture
def loaded(ctx: Flask) -> int:
    """How many practices there are."""
    count = load_practices(SYSTEM, NOON)
    commit()
    return count


@pytest.fixture
def documents(loaded: int) -> list[Document]:
    return practices()


def ask(text: str, language: str) -> Results:
    return index().search(Query(text=text, language=language, page_size=100))


def test_the_questions_are_many_and_of_every_kind() -> None:
    questions = judged()
    assert len(questions) >= 150
    assert {(q.language, q.kind) for q in questions} == {
        (language, kind) for language in LANGUAGES for kind in ("plain", "forms", "across")
    }
    assert len({(q.language, q.text) for q in questions}) == len(questions)


@pytest.mark.parametrize("engine_name", ENGINES)
def test_no_language_falls_below_the_floor(
    documents: list[Document], engine_name: EngineName, tmp_path: Path
) -> None:
    searcher = open_engine(engine_name, tmp_path)
    searcher.rebuild(documents)
    for kind in ("plain", "forms", "across"):
        for language in LANGUAGES:
            some: list[Judged] = [q for q in judged() if q.language == language and q.kind == kind]
            reached = score(searcher, some)
            assert reached.ndcg >= FLOOR_NDCG, (language, kind, reached)
            assert reached.recall >= FLOOR_RECALL, (language, kind, reached)


def test_questions_find_practices_that_are_only_in_another_language(
    documents: list[Document], tmp_path: Path
) -> None:
    """Beginnings of texts only: to learn what all of them mean would take minutes."""
    for spoken in ("en", "ar"):
        texts = [
            replace(text, body=text.body.split("\n\n")[0]) for text in documents if text.language == spoken
        ]
        for engine_name in ENGINES:
            searcher = learnt_index(
                engine_name, tmp_path / spoken / engine_name, texts, learnt=tmp_path / spoken / "learnt"
            )
            for language in LANGUAGES:
                some = [q for q in judged() if q.language == language and q.kind == "plain"]
                mixed, by_words = score(searcher, some), score(searcher, some, literal=True)
                floor = by_words.ndcg - SLACK if language == spoken else max(FLOOR_ACROSS, by_words.ndcg)
                assert mixed.ndcg >= floor, (engine_name, language, spoken, mixed, by_words)
                assert mixed.recall >= by_words.recall, (engine_name, language, spoken, mixed, by_words)


def test_each_practice_is_shown_once_in_the_readers_language(loaded: int) -> None:
    results = ask("mida", "pt")
    assert {hit.language for hit in results.hits} == {"pt"}
    assert len({hit.stored["article"] for hit in results.hits}) == results.total


def test_counts_are_of_practices_not_of_texts(loaded: int) -> None:
    results = ask("", "en")
    assert results.total == loaded
    assert dict(results.facets["language_of"])["ar"] == loaded


@pytest.mark.parametrize(
    ("language", "typed", "better"),
    [
        ("en", "remitances", "remittances"),
        ("fr", "institutoins", "institutions"),
        ("es", "orgnizaciones", "organizaciones"),
    ],
)
def test_a_slip_is_put_right(loaded: int, language: str, typed: str, better: str) -> None:
    assert ask(typed, language).suggestion == better
