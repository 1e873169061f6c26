"""Vectors: what is brought forward by signs is what exact arithmetic would find, and files survive whoever was killed."""

from pathlib import Path

import numpy as np
import pytest

from cop.core.search.meaning.encoder import SIZE
from cop.core.search.meaning.rows import HEAD, WHOLE, Floats
from cop.core.search.meaning.store import Learned, Store

TOPICS, TEXTS, PASSAGES = 40, 1_500, 10


def unit(vectors: Floats) -> Floats:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def some(lots: np.random.Generator, topics: Floats) -> Floats:
    """The vectors of a text: each passage near one of the topics."""
    return unit(topics[lots.integers(TOPICS, size=PASSAGES)] + lots.standard_normal((PASSAGES, SIZE)))


def closeness(question: Floats, vectors: Floats) -> float:
    return float(((vectors @ question).max() + WHOLE * (unit(vectors.mean(axis=0)) @ question)) / (1 + WHOLE))


@pytest.mark.parametrize("most_compared", [10**6, 1_000])
def test_the_nearest_are_those_of_exact_arithmetic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_compared: int
) -> None:
    monkeypatch.setattr("cop.core.search.meaning.rows.MOST_COMPARED", most_compared)
    lots = np.random.default_rng(3)
    topics = lots.standard_normal((TOPICS, SIZE)).astype(np.float32)
    texts = {int(key): some(lots, topics) for key in lots.permutation(9_000)[:TEXTS] + 1}
    store = Store(tmp_path)
    store.add([Learned(key, 1, vectors) for key, vectors in texts.items()])
    allowed = list(texts)[::3]
    for topic in topics[:10]:
        question = unit(topic + lots.standard_normal(SIZE))
        exact = {key: closeness(question, texts[key]) for key in texts}
        near = store.rows().nearest(question, None, 20)
        assert len(set(near) & set(sorted(exact, key=exact.__getitem__)[-20:])) >= 18
        assert {key: one.closeness for key, one in near.items()} == pytest.approx(
            {key: exact[key] for key in near}, abs=0.01
        )
        among = store.rows().nearest(question, allowed, 20)
        assert len(set(among) & set(sorted(allowed, key=exact.__getitem__)[-20:])) >= 18
        assert set(store.rows().close(question, allowed[:5])) == set(allowed[:5])


def test_a_text_is_there_once_and_the_files_do_not_grow_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cop.core.search.meaning.store.MOST_DEAD", 30)
    lots = np.random.default_rng(4)
    store, other = Store(tmp_path), Store(tmp_path)
    for number in range(60):
        vectors = unit(lots.standard_normal((3, SIZE)))
        store.add([Learned(number % 4, number, vectors)])
        assert other.rows().nearest(vectors[1], None, 1)[number % 4].passage == 1
    store.forget([0, 17])
    assert store.rows().keys.tolist() == [1, 2, 3]
    assert other.rows().texts.tolist() == [57, 58, 59]
    (heads,) = tmp_path.glob("build-*/heads")
    assert heads.stat().st_size <= 60 * HEAD.itemsize


@pytest.mark.parametrize(
    ("heads_left", "rows_left"), [(0, 1), (1, 5), (100, 700), (3 * HEAD.itemsize - 1, 2_047)]
)
def test_a_tail_that_is_not_whole_is_passed_over_and_cut_off(
    tmp_path: Path, heads_left: int, rows_left: int
) -> None:
    """The rows of a text were being written when the machine stopped: so many bytes of them are there."""
    lots = np.random.default_rng(5)
    store = Store(tmp_path)
    first, second = (unit(lots.standard_normal((2, SIZE))) for _ in range(2))
    store.add([Learned(1, 1, first)])
    (folder,) = tmp_path.glob("build-*")
    before = {name: (folder / name).stat().st_size for name in ("heads", "rows")}
    store.add([Learned(2, 2, second)])
    for name, left in (("heads", heads_left), ("rows", rows_left)):
        with (folder / name).open("r+b") as file:
            file.truncate(before[name] + left)
    late = Store(tmp_path)
    assert late.rows().keys.tolist() == [1]
    assert set(late.rows().nearest(first[0], None, 5)) == {1}
    late.add([Learned(3, 3, second)])
    assert late.rows().keys.tolist() == [1, 3]
    assert late.rows().nearest(second[1], None, 1)[3].closeness > 0.9
