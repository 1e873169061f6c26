"""What is in the index, and who else uses it meanwhile."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from cop.core.search.port import SearchEngine
from tests.core.search.asking import ask, doc, found


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


def test_a_change_after_another_is_as_if_all_had_been_indexed_at_once(
    open_engine: Callable[[], SearchEngine],
) -> None:
    step_by_step = open_engine()
    for n in range(12):
        step_by_step.index(
            [doc(f"d{n}", f"water well number {n} " * (n + 1), facets={"theme": (f"t{n % 3}",)})]
        )
        assert ask(step_by_step, "water").total == n + 1
    step_by_step.remove(["d3", "d7"])
    step_by_step.index([doc("d5", "dry land")])
    results = ask(open_engine(), "water", filters={"theme": ["t0", "t1"]})
    assert results == ask(step_by_step, "water", filters={"theme": ["t0", "t1"]})
    assert {hit.id for hit in results.hits} == {"d0", "d1", "d4", "d6", "d9", "d10"}
    assert dict(results.facets["theme"]) == {"t0": 3, "t1": 3, "t2": 3}


def test_texts_of_one_group_may_come_and_go_one_by_one(searcher: SearchEngine) -> None:
    searcher.index([doc("1-en", "wells", group="1"), doc("2-en", "wells", group="2")])
    searcher.index([doc("1-fr", "puits", language="fr", group="1")])
    assert (ask(searcher, "wells").total, found(searcher, "puits", language="fr")) == (2, ["1-fr"])
    searcher.remove(["1-en"])
    assert (found(searcher, "wells"), found(searcher, "puits"), searcher.count()) == (["2-en"], ["1-fr"], 2)
    searcher.rebuild(
        [doc("1-fr", "puits", language="fr", group="1"), doc("3", "x"), doc("1-en", "wells", group="1")]
    )
    assert (found(searcher, "wells"), ask(searcher).total, searcher.count()) == (["1-en"], 2, 3)
