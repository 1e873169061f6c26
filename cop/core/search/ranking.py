"""How results are ordered, whichever engine keeps the postings: BM25 over one combined body a language, then the title.

BM25 as Robertson and Zaragoza (2009) give it. Fielded lengths would make short titles too heavy, so title and body are one
text, and the title counts once more among the best.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from math import log
from typing import NamedTuple, TypeVar

from cop.core.search.asking import Asked, term
from cop.core.search.meaning.question import Close

K1, B = 1.2, 0.75
TITLE_BONUS = 0.3
"""Of the score, when the title has all the words."""
LABEL_WEIGHT = 0.6
"""What a vocabulary label in the reader's language is worth, beside the same word in the text."""
NAMED_WEIGHT = 1.5
"""What a label is worth beside that, when the question names all of it: who asks for schools in Haiti means that country."""
OWN_LANGUAGE = 1.25
"""The reader's own language leads where two texts fit equally."""
RERANKED = 50
NEAR = 50
"""Results, at most, that are found by what they mean alone."""
NEAREST_SHARE, LEAST_CLOSENESS = 0.6, 0.12
"""How near a text must be: beside the nearest, and in itself."""
LEAST_OF_NEAREST = 0.17
"""How near the nearest must be: what has nothing to do with any text is this near to some by chance."""
CLEARLY_NEAR = 0.48
"""How near a brief text must be. A name is half near to anything; what is meant by chance and what is meant part here."""
LESSER = 0.4
"""What meaning counts beside words in the reader's language, and words beside meaning in another."""

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


def near_enough(near: Mapping[int, Close], least: float) -> dict[int, Close]:
    """Those of the nearest texts that are worth showing, `least` being how near they must be."""
    return {key: one for key, one in near.items() if one.is_brief or one.closeness >= least}


def least_closeness(near: Iterable[Close]) -> float:
    """What is less near has nothing to do with the question, by how near the nearest are. Brief texts are no measure."""
    nearest = max((one.closeness for one in near if not one.is_brief), default=0.0)
    return max(LEAST_CLOSENESS, NEAREST_SHARE * nearest) if nearest >= LEAST_OF_NEAREST else 1.0


class Mix(NamedTuple):
    """How scores by words and closeness become one score.

    `best` is the best score by words of any text, `whole` about that of a text that has all the words.
    """

    best: float
    whole: float

    def score(self, by_words: float, named: float, closeness: float, *, is_own: bool) -> float:
        """In the reader's language words lead: they are exact, and the best of them sets the measure. In another meaning leads,
        and words count as far as they are the whole question: names and numbers are often there by chance. What is `named` of
        the score by words is as exact there: labels are in every language.
        """
        if is_own:
            return self.share(by_words) + LESSER * closeness
        return closeness + (named + LESSER * (by_words - named)) / (max(self.best, self.whole) or 1.0)

    def share(self, by_words: float) -> float:
        return by_words / (self.best or 1.0)
