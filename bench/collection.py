"""Texts to search, as many as wanted: words of the demonstration practices, as often as words are, in five languages."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from bench.server import ROOT
from cop.core.search.analysis import analyse
from cop.core.search.port import Document, Query
from cop.kernel.translated import LANGUAGES

PRACTICES = ROOT / "cop" / "articles" / "data" / "practices"
SHORTEST, LONGEST = 400, 800  # words
MORE_WORDS = 6
"""Real collections know more words than forty practices: each word has this many made-up relatives."""
FACETS = {"theme": 30, "sector": 25, "country": 120, "corridor": 60, "year": 12}


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language, most frequent first, and how often each is drawn (added up)."""

    words: list[str]
    weights: list[float]

    def draw(self, random: random.Random, count: int) -> list[str]:
        return random.choices(self.words, cum_weights=self.weights, k=count)


def tongues() -> dict[str, Tongue]:
    return {language: _tongue(language) for language in LANGUAGES}


def _tongue(language: str) -> Tongue:
    counts: Counter[str] = Counter()
    for path in PRACTICES.glob(f"*/{language}.md"):
        counts.update(re.findall(r"[^\W\d_]+", path.read_text("utf-8").lower()))
    known = [word for word, _count in counts.most_common()]
    ends = ["", *(word[-3:] for word in known[: MORE_WORDS - 1])]
    words = list(dict.fromkeys(f"{word}{end}" for end in ends for word in known))
    return Tongue(words, list(accumulate(1 / (rank + 2) for rank in range(len(words)))))


def documents(count: int, *, first: int = 0) -> Iterator[Document]:
    """`count` texts, always the same ones."""
    known = tongues()
    for number in range(first, first + count):
        yield _document(number, known)


def _document(number: int, known: dict[str, Tongue]) -> Document:
    drawn = random.Random(number)
    language = LANGUAGES[number % len(LANGUAGES)]
    tongue = known[language]
    words = tongue.draw(drawn, drawn.randint(SHORTEST, LONGEST))
    sentences = [" ".join(words[start : start + 14]) + "." for start in range(0, len(words), 14)]
    facets = {
        name: tuple(f"{name}-{min(int(drawn.paretovariate(0.9)), values)}" for _ in range(2))
        for name, values in FACETS.items()
    }
    return Document(
        id=f"d{number}",
        kind="practice",
        language=language,
        title=" ".join(tongue.draw(drawn, 7)),
        body=" ".join(sentences),
        facets={name: tuple(dict.fromkeys(values)) for name, values in facets.items()},
        stored={"date": f"20{10 + number % 15}-0{1 + number % 9}-11"},
    )


def queries(count: int) -> list[Query]:
    """One to three telling words, now and then with a phrase from a text or with filters."""
    known, drawn = tongues(), random.Random(7)
    return [_query(drawn, known) for _ in range(count)]


def _query(drawn: random.Random, known: dict[str, Tongue]) -> Query:
    language = drawn.choice(LANGUAGES)
    words = _telling(known[language], drawn, language)[: drawn.randint(1, 3)]
    text, filters = " ".join(words), {}
    if drawn.random() < 0.15:
        sample = _document(drawn.randrange(1_000), known)
        language, text = sample.language, f'"{" ".join(sample.body.split(".")[0].split()[3:5])}"'
    if drawn.random() < 0.4:
        name = drawn.choice(list(FACETS))
        filters = {name: (f"{name}-1", f"{name}-2")}
    return Query(text, language, filters)


def _telling(tongue: Tongue, drawn: random.Random, language: str) -> list[str]:
    """Words that say something, as people search by: no stop words, and common ones as often as rare ones."""
    ranks = [int(len(tongue.words) ** drawn.uniform(0.3, 1)) - 1 for _ in range(12)]
    words = [tongue.words[rank] for rank in ranks]
    return [word for word in words if not any(token.is_stop for token in analyse(word, language))]
