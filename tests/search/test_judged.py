"""What people type, in five languages, and the practice that they mean: the floors below which the ranking may not fall."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from bench.judging import Judged, answered, judged, learnt_index, practices, score
from cop.articles.seeding import load_practices, read_folder
from cop.core.search.engines import ENGINES, open_engine
from cop.core.search.port import Query, Results
from cop.core.unit import commit
from cop.demo.practices import folders, make_practices
from cop.kernel.actor import SYSTEM
from cop.kernel.translated import LANGUAGES
from cop.search.engine import engine as index
from tests.factories import NOON

FLOOR_NDCG, FLOOR_RECALL = 0.9, 0.92
FLOOR_ACROSS = 0.63
"""For questions in another language than all texts."""
UNTOLD_NDCG, UNTOLD_RECALL = 0.27, 0.45
"""Of what is told in other languages than the question's: as far as the labels of vocabularies lead."""


@pytest.fixture
def loaded(ctx: Flask) -> int:
    """How many real practices there are."""
    count = load_practices(SYSTEM, NOON)
    commit()
    return count


def ask(text: str, language: str) -> Results:
    return index().search(Query(text=text, language=language, page_size=100))


def test_the_questions_are_many_and_of_every_kind() -> None:
    questions = judged()
    assert len(questions) >= 250
    assert {(q.language, q.kind) for q in questions} == {
        (language, kind) for language in LANGUAGES for kind in ("plain", "forms", "across", "untold")
    }
    assert len({(q.language, q.text) for q in questions}) == len(questions)


def test_a_question_is_untold_when_no_text_in_its_language_answers_it() -> None:
    told = {path.name: set(read_folder(path).texts) for path in folders()}
    assert {name for one in judged() for name in one.meant} <= set(told)
    assert not [
        one.text
        for one in judged()
        if one.kind == "untold" and any(one.language in told[name] for name in one.meant)
    ]


def test_no_language_falls_below_the_floor(ctx: Flask, tmp_path: Path) -> None:
    make_practices(SYSTEM, NOON)
    documents = practices()
    for engine_name in ENGINES:
        searcher = open_engine(engine_name, tmp_path / engine_name)
        searcher.rebuild(documents)
        for kind in ("plain", "forms", "across"):
            for language in LANGUAGES:
                some: list[Judged] = [q for q in judged() if q.language == language and q.kind == kind]
                reached = score(searcher, some)
                assert reached.ndcg >= FLOOR_NDCG, (engine_name, language, kind, reached)
                assert reached.recall >= FLOOR_RECALL, (engine_name, language, kind, reached)
        untold = score(searcher, [q for q in judged() if q.kind == "untold"])
        assert untold.ndcg >= UNTOLD_NDCG, (engine_name, untold)
        assert untold.recall >= UNTOLD_RECALL, (engine_name, untold)


def test_meaning_takes_nothing_and_finds_practices_that_are_only_in_another_language(
    ctx: Flask, tmp_path: Path
) -> None:
    """Beginnings of texts only: to learn what all of them mean would take minutes."""
    make_practices(SYSTEM, NOON)
    documents = practices()
    for spoken in ("en", "ar"):
        texts = [
            replace(text, body=text.body.split("\n\n")[0]) for text in documents if text.language == spoken
        ]
        for engine_name in ENGINES:
            searcher = learnt_index(
                engine_name, tmp_path / spoken / engine_name, texts, learnt=tmp_path / spoken / "learnt"
            )
            for language in LANGUAGES:
                asked = [q for q in judged() if q.language == language and q.kind == "plain"]
                some = answered(asked, texts)
                mixed, by_words = score(searcher, some), score(searcher, some, literal=True)
                floor = 0.0 if language == spoken else FLOOR_ACROSS
                assert mixed.ndcg >= max(floor, by_words.ndcg), (
                    engine_name,
                    language,
                    spoken,
                    mixed,
                    by_words,
                )
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
