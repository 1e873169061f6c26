"""How results are ordered, whichever engine keeps the postings: BM25 over one combined body a language, then the title.

BM25 as Robertson and Zaragoza (2009) give it. Fielded lengths would make short titles too heavy, so title and body are one
text, and the title counts once more among the best.
"""

from collections.abc import Callable, Collection
from math import log
from typing import TypeVar

from cop.core.search.asking import Asked, term

K1, B = 1.2, 0.75
TITLE_BONUS = 0.3
"""Of the score, when the title has all the words."""
LABEL_WEIGHT = 0.6
"""What a vocabulary label in the reader's language is worth, beside the same word in the text."""
OWN_LANGUAGE = 1.25
"""The reader's own language leads where two texts fit equally."""
RERANKED = 50

Found = TypeVar("Found")


def rarity(count: int, holders: int) -> float:
    """The inverse document frequency of a term that `holders` of `count` documents have, never negative."""
    return log(1 + (count - holders + 0.5) / (holders + 0.5)) if count >= holders else 0.0


def title_factor(title: Collection[str], asked: Asked, *, spoken: str, reader: str) -> float:
    """What the `title`, as terms of the language `spoken`, multiplies the score of what a `reader` of a language asked by."""
    wanted = wanted_terms(asked, spoken=spoken, reader=reader)
    return 1 + TITLE_BONUS * len(wanted.intersection(title)) / len(wanted) if wanted else 1.0


def wanted_terms(asked: Asked, *, spoken: str, reader: str) -> set[str]:
    """What the words asked by a `reader` of a language are in texts of the language `spoken`."""
    return {said for word in asked.words if (said := term(word, spoken, heard_as=reader))}


def reranked(best: list[tuple[Found, float]], factor: Callable[[Found], float]) -> list[tuple[Found, float]]:
    """The best results, with their scores, in the order that their titles give them; the rest stay where they are."""
    first = [(found, score * factor(found)) for found, score in best[:RERANKED]]
    first.sort(key=lambda pair: -pair[1])
    return first + best[RERANKED:]
