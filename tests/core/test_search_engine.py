"""What every search engine must do, written against the port: an engine passes all of this or is not offered."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.core.search.port import Document, Query, Results, SearchEngine
from cop.core.search.whoosh_engine.engine import WhooshEngine

ENGINES: dict[str, Callable[[Path], SearchEngine]] = {"whoosh": WhooshEngine, "tantivy": __import__("cop.core.search.tantivy_engine.engine", fromlist=["x"]).TantivyEngine}


@pytest.fixture(params=ENGINES)
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], SearchEngine]:
    """Opens the same index each time, as another process would."""
    return lambda: ENGINES[request.param](tmp_path / "index")


@pytest.fixture
def searcher(open_engine: Callable[[], SearchEngine]) -> SearchEngine:
    return open_engine()


def doc(name: str, body: str = "", *, language: str = "en", title: str = "", **more: Any) -> Document:
    return Document(id=name, kind="practice", language=language, title=title or name, body=body, **more)


def ask(engine: SearchEngine, text: str = "", **more: Any) -> Results:
    return engine.search(Query(text=text, **more))


def found(engine: SearchEngine, text: str = "", **more: Any) -> list[str]:
    return [hit.id for hit in ask(engine, text, **more).hits]


# what is in the index


def test_an_empty_index_answers(searcher: SearchEngine) -> None:
    assert found(searcher, "water") == []
    assert (searcher.count(), searcher.ids(), searcher.suggest("wa", "en")) == (0, set(), [])


def test_what_is_indexed_is_found_at_once(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "water wells"), doc("b", "school meals")])
    assert found(searcher, "wells") == ["a"]
    assert (searcher.count(), searcher.ids()) == (2, {"a", "b"})


def test_the_same_id_replaces(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "water wells")])
    searcher.index([doc("a", "school meals")])
    assert (found(searcher, "wells"), found(searcher, "meals"), searcher.count()) == ([], ["a"], 1)


def test_what_is_removed_is_gone_and_unknown_ids_are_no_error(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "water"), doc("b", "water")])
    searcher.remove(["a", "nobody"])
    assert (found(searcher, "water"), searcher.ids()) == (["b"], {"b"})


def test_a_rebuild_replaces_everything(searcher: SearchEngine) -> None:
    searcher.index([doc("old", "water")])
    assert searcher.rebuild([doc("new", "water")]) == 1
    assert found(searcher, "water") == ["new"]


def test_readers_see_the_old_index_until_the_new_is_whole(searcher: SearchEngine) -> None:
    searcher.index([doc("old", "water")])
    seen = []

    def documents() -> Any:
        yield doc("new", "water")
        seen.append(found(searcher, "water"))

    searcher.rebuild(documents())
    assert seen == [["old"]]


def test_what_changes_during_a_rebuild_is_not_lost(searcher: SearchEngine) -> None:
    searcher.index([doc("gone", "water")])

    def documents() -> Any:
        yield doc("gone", "water")
        searcher.remove(["gone"])
        searcher.index([doc("late", "water", facets={"theme": ("t",)})])

    searcher.rebuild(documents())
    assert searcher.ids() == {"late"}


# who else uses it


def test_another_process_sees_a_change_on_its_next_search(open_engine: Callable[[], SearchEngine]) -> None:
    writer, reader = open_engine(), open_engine()
    assert found(reader, "water") == []
    writer.index([doc("a", "water")])
    assert found(reader, "water") == ["a"]
    writer.rebuild([doc("b", "water")])
    assert found(reader, "water") == ["b"]


def test_an_engine_survives_a_fork(searcher: SearchEngine) -> None:
    searcher.index([doc(f"d{n}", "water") for n in range(30)])
    assert ask(searcher, "water").total == 30
    child = os.fork()
    if not child:
        os._exit(0 if ask(searcher, "water").total == 30 else 1)
    totals = {ask(searcher, "water", page=page).total for page in range(1, 4)}
    assert (os.waitpid(child, 0)[1], totals) == (0, {30})


def test_threads_read_while_one_writes(searcher: SearchEngine) -> None:
    searcher.index([doc(f"d{n}", "water and wells in the village") for n in range(20)])

    def read() -> int:
        return min(ask(searcher, '"wells in the village" water').total for _ in range(15))

    with ThreadPoolExecutor(3) as pool:
        reading = [pool.submit(read) for _ in range(3)]
        for n in range(12):
            searcher.index([doc(f"more{n}", "water and wells in the village")])
        assert min(one.result() for one in reading) >= 20
    assert searcher.count() == 32


# what words mean


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


# the results


def test_without_words_everything_latest_first(searcher: SearchEngine) -> None:
    searcher.index([doc(str(year), "x", stored={"date": f"{year}-01-01"}) for year in (2021, 2023, 2022)])
    assert found(searcher) == ["2023", "2022", "2021"]


def test_filters_narrow_and_their_values_widen(searcher: SearchEngine) -> None:
    for name, theme, country in (("a", "t1", "CO"), ("b", "t2", "CO"), ("c", "t1", "PH")):
        searcher.index([doc(name, "water", facets={"theme": (theme,), "country": (country,)})])
    assert sorted(found(searcher, "water", filters={"theme": ["t1"]})) == ["a", "c"]
    assert sorted(found(searcher, "water", filters={"theme": ["t1", "t2"], "country": ["CO"]})) == ["a", "b"]
    assert found(searcher, "water", filters={"theme": ["unheard-of"]}) == []


def test_a_facet_counts_without_its_own_filter(searcher: SearchEngine) -> None:
    for name, theme, country in (("a", "t1", "CO"), ("b", "t2", "CO"), ("c", "t1", "PH")):
        searcher.index([doc(name, "water", facets={"theme": (theme,), "country": (country,)})])
    facets = ask(searcher, "water", filters={"theme": ["t1"]}).facets
    assert facets["theme"] == (("t1", 2), ("t2", 1))
    assert dict(facets["country"]) == {"CO": 1, "PH": 1}


def test_other_audiences_see_nothing_not_even_counts(searcher: SearchEngine) -> None:
    searcher.index(
        [doc("a", "water"), doc("b", "water secretword", audience="staff", facets={"theme": ("t",)})]
    )
    results = ask(searcher, "water")
    assert (results.total, results.facets.get("theme", ())) == (1, ())
    assert sorted(found(searcher, "water", audiences=("public", "staff"))) == ["a", "b"]


def test_pages_and_pages_out_of_bounds(searcher: SearchEngine) -> None:
    searcher.index([doc(f"d{n:02}", "water") for n in range(25)])
    pages = [ask(searcher, "water", page=n) for n in (1, 2, 3)]
    assert len({hit.id for page in pages for hit in page.hits}) == 25
    assert (pages[0].total, pages[0].pages) == (25, 3)
    assert (ask(searcher, "water", page=10**9).page, ask(searcher, "water", page=-4).page) == (3, 1)


def test_snippets_are_the_text_as_written_with_the_hits_marked(searcher: SearchEngine) -> None:
    body = "Opening. " + "Other words stand here. " * 40 + "Les Écoles accueillent les enfants."
    searcher.index([doc("a", body, language="fr")])
    (hit,) = ask(searcher, "ecole", language="fr").hits
    assert [part.text for part in hit.snippet if part.is_hit] == ["Écoles"]
    assert "".join(part.text for part in hit.snippet).strip("… ") in body


def test_stored_values_come_back(searcher: SearchEngine) -> None:
    searcher.index([doc("a", "water", stored={"date": "2026-01-01", "url": "/x"})])
    assert ask(searcher, "water").hits[0].stored == {"date": "2026-01-01", "url": "/x"}


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
def test_no_text_breaks_an_index_or_a_search(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    engine = _shared(tmp_path_factory)
    ask(engine, text)
    engine.suggest(text, "en")


_ONE: list[SearchEngine] = []


def _shared(factory: pytest.TempPathFactory) -> SearchEngine:
    if not _ONE:
        _ONE.append(WhooshEngine(factory.mktemp("shared")))
        _ONE[0].index([doc("a", 'water \x00 \ud800 wells -x "y"', title="\x1f odd"), doc("b", "", title="")])
    return _ONE[0]
