"""Practices near to what somebody writes, found by the words of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from cop.core.search.asking import as_words
from cop.core.search.port import Hit, Query
from cop.search.engine import engine

FEWEST_WORDS, MOST_WORDS, SHORTEST_WORD = 8, 40, 4
MOST = 3


def practices_near(texts: Iterable[str], language: str) -> tuple[Hit, ...]:
    """At most MOST practices, for a writer in `language`; none while little is written."""
    words = list(dict.fromkeys(word for text in texts for word in _telling(text)))
    if len(words) < FEWEST_WORDS:
        return ()
    near = Query(" ".join(words[:MOST_WORDS]), language, {"kind": ("practice",)}, page_size=MOST)
    return engine().search(near).hits


def _telling(text: str) -> Iterator[str]:
    return (word for word in as_words(text).lower().split() if len(word) >= SHORTEST_WORD)


def texts_in(answers: dict[str, Any]) -> Iterator[str]:
    """What was written in answer to a form, the longest first: figures and choices say little about the matter."""
    return iter(
        sorted((answer for answer in answers.values() if isinstance(answer, str)), key=len, reverse=True)
    )
