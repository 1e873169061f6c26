"""The order of a plain collection is BM25's own, computed here word by word; nothing of ours may disturb it."""

import random
from collections import Counter
from math import log

import pytest

from cop.core.search.port import SearchEngine
from tests.core.search.asking import ask, doc

UNKNOWN = "xx"  # a language without stems
WORDS = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvw"]


def bm25(texts: dict[str, list[str]], words: list[str]) -> dict[str, float]:
    """Robertson and Zaragoza (2009) with k1 = 1.2, b = 0.75; only what has any of the words."""
    mean = sum(map(len, texts.values())) / len(texts)
    scores = dict.fromkeys(texts, 0.0)
    for word in words:
        holders = sum(word in text for text in texts.values())
        rarity = log(1 + (len(texts) - holders + 0.5) / (holders + 0.5))
        for name, text in texts.items():
            often = Counter(text)[word]
            scores[name] += rarity * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * len(text) / mean))
    return {name: score for name, score in scores.items() if score}


@pytest.mark.parametrize("seed", range(3))
def test_a_plain_collection_is_ordered_by_bm25(searcher: SearchEngine, seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 # the same every time
    texts = {f"d{n}": drawn.choices(WORDS, range(1, 24), k=drawn.randint(4, 36)) for n in range(80)}
    searcher.rebuild([doc(name, " ".join(text), title="-", language=UNKNOWN) for name, text in texts.items()])
    said = {
        name: ["¶", *text] for name, text in texts.items()
    }  # what stands between title and body is counted
    for _ in range(10):
        words = drawn.sample(WORDS, 4)
        expected = bm25(said, words)
        hits = ask(searcher, " ".join(words), page_size=100, language=UNKNOWN).hits
        assert {hit.id for hit in hits} == set(expected)
        by_score = sorted(expected.values(), reverse=True)
        assert [expected[hit.id] for hit in hits] == pytest.approx(by_score, rel=1e-4)
