"""Words put right, titles proposed, odd input answered, and nobody told of what they may not see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.core.search import engines
from cop.core.search.port import SearchEngine
from tests.core.search.asking import ask, doc, found


def test_other_audiences_see_nothing_not_even_counts(searcher: SearchEngine) -> None:
    searcher.index(
        [doc("a", "water"), doc("b", "water secretword", audience="staff", facets={"theme": ("t",)})]
    )
    results = ask(searcher, "water")
    assert (results.total, results.facets.get("theme", ())) == (1, ())
    assert sorted(found(searcher, "water", audiences=("public", "staff"))) == ["a", "b"]


def test_no_word_of_a_hidden_text_is_proposed_nor_told_to_exist(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "water"), doc("b", "embezzlement", title="Embezzlement", audience="staff")])
    assert ask(searcher, "embezlement").suggestion is None
    assert ask(searcher, "embezlement", audiences=("public", "staff")).suggestion == "embezzlement"
    assert (searcher.suggest("embez", "en"), searcher.suggest("embez", "en", audiences=("staff",))) == (
        [],
        ["Embezzlement"],
    )


def test_a_word_that_only_hidden_texts_have_is_as_unknown_as_any(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "embankment"), doc("b", "embankmant", audience="staff")])
    assert ask(searcher, "embankmant").suggestion == "embankment"


def test_a_word_that_is_gone_is_no_longer_proposed(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "remittances"), doc("b", "water")])
    searcher.remove(["a"])
    assert ask(searcher, "remitances").suggestion is None


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [("remitances", "remittances"), ("migartion", "migration"), ("remittances", None), ("zzzzqqqq", None)],
)
def test_an_unknown_word_is_respelled_from_the_index(
    searcher: SearchEngine, typed: str, proposed: str | None
) -> None:
    searcher.index([doc("a", "remittances and migration")])
    assert ask(searcher, typed).suggestion == proposed


def test_titles_are_suggested_the_readers_language_first(searcher: SearchEngine) -> None:
    searcher.index(
        [
            doc("a", title="Migration et écoles", language="fr"),
            doc("b", title="Migration and schools"),
            doc("c", title="Wells"),
        ]
    )
    assert searcher.suggest("migr", "en") == ["Migration and schools", "Migration et écoles"]
    assert searcher.suggest("migration ec", "en") == ["Migration et écoles"]


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "-",
        "- -",
        '-"',
        "-the",
        "\x00",
        "\ud800",
        "x" * 10_000,
        '"a b" ' * 2_000,
        "-a " * 3_000,
        "()*?:[]{}~^",
        "l'",
    ],
)
def test_odd_input_is_answered(searcher: SearchEngine, typed: str) -> None:
    searcher.index([doc("a", "water")])
    assert ask(searcher, typed).page == 1


@given(st.text(max_size=60))
def test_no_text_breaks_an_index_or_a_search(odd_engines: list[SearchEngine], text: str) -> None:
    for engine in odd_engines:
        ask(engine, text)
        engine.suggest(text, "en")


@pytest.fixture(scope="module")
def odd_engines(tmp_path_factory: pytest.TempPathFactory) -> list[SearchEngine]:
    """One of each, with odd texts in it."""
    opened = [engines.open_engine(name, tmp_path_factory.mktemp(name)) for name in engines.ENGINES]
    for engine in opened:
        engine.index([doc("a", 'water \x00 \ud800 wells -x "y"', title="\x1f odd"), doc("b", "", title="")])
    return opened
