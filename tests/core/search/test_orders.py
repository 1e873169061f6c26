"""Results in another order than their fitness, and words that go on as one types."""

from datetime import date, timedelta

import pytest

from cop.core.search.port import Order, SearchEngine
from tests.core.search.asking import ask, doc, found


@pytest.fixture
def dated(searcher: SearchEngine) -> SearchEngine:
    """Three texts: the one that fits best is the oldest, the best proven neither the best nor the newest."""
    texts = [("old", "water water wells", 2020, 0), ("proven", "water", 2021, 2), ("new", "water", 2022, 0)]
    searcher.index(
        [doc(name, body, level=level, stored={"date": f"{year}-01-01"}) for name, body, year, level in texts]
    )
    return searcher


@pytest.mark.parametrize(
    ("order", "first", "names"),
    [
        (Order.RELEVANCE, "old", {"old", "proven", "new"}),
        (Order.NEWEST, "new", {"old", "proven", "new"}),
        (Order.LEVEL, "proven", {"old", "proven", "new"}),
    ],
)
def test_an_order_changes_the_first_and_finds_the_same(
    dated: SearchEngine, order: Order, first: str, names: set[str]
) -> None:
    results = found(dated, "water wells", order=order)
    assert (results[0], set(results)) == (first, names)


def test_of_one_level_the_latest_come_first_with_words_and_without(dated: SearchEngine) -> None:
    for text in ("water", ""):
        assert found(dated, text, order=Order.LEVEL) == ["proven", "new", "old"]
        assert found(dated, text, order=Order.NEWEST) == ["new", "proven", "old"]
    assert found(dated) == ["new", "proven", "old"]


def test_pages_of_an_order_hold_each_result_once(searcher: SearchEngine) -> None:
    day = date(2026, 1, 1)
    stored = [{"date": (day + timedelta(days=n % 7)).isoformat()} for n in range(120)]
    searcher.index([doc(f"d{n:03}", "water", level=n % 3, stored=stored[n]) for n in range(120)])
    for order in (Order.NEWEST, Order.LEVEL):
        pages = [ask(searcher, "water", order=order, page=n, page_size=50).hits for n in (1, 2, 3)]
        assert len({hit.id for page in pages for hit in page}) == 120
        dates = [hit.stored["date"] for page in pages for hit in page]
        assert order == Order.LEVEL or dates == sorted(dates, reverse=True)


def test_a_group_is_one_result_in_every_order_in_the_readers_language(searcher: SearchEngine) -> None:
    texts = [
        doc(f"1-{code}", "migration", language=code, group="1", stored={"date": "2020"})
        for code in ("en", "es")
    ]
    searcher.index([*texts, doc("2", "migration", stored={"date": "2021"})])
    for order in Order:
        assert sorted(found(searcher, "migration", language="es", order=order)) == ["1-es", "2"]


def test_words_go_on_in_the_readers_language_the_most_frequent_first(searcher: SearchEngine) -> None:
    searcher.index(
        [
            doc("a", "irrigation and irritation", title="One"),
            doc("b", "Irrigation canals", title="Two"),
            doc("c", "l'irrigation des écoles", language="fr", title="Trois"),
            doc("d", "irradiation", audience="staff", title="Hidden"),
        ]
    )
    assert searcher.complete("irri", "en") == ["irrigation", "irritation"]
    assert searcher.complete("IRR", "fr") == ["irrigation"]
    assert searcher.complete("irra", "en") == []
    assert searcher.complete("irra", "en", audiences=("public", "staff")) == ["irradiation"]
    assert searcher.complete("ecol", "fr") == ["écoles"]
    assert searcher.complete("irr", "en", 1) == ["irrigation"]


@pytest.mark.parametrize("typed", ["", " ", "-", "\x1f", "a b", "\ud800", "x" * 5_000])
def test_what_is_no_beginning_of_a_word_goes_on_in_no_way(searcher: SearchEngine, typed: str) -> None:
    searcher.index([doc("a", "water")])
    assert searcher.complete(typed, "en") == []
