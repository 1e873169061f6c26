"""Vocabulary labels of every language, and the words by which readers of one of them find them."""

from collections.abc import Iterable
from functools import lru_cache

from cop.core.search.analysis import analyse


class Labels:
    """All the labels that documents carry. Each is one entry of an index, not its words in five languages in every text."""

    def __init__(self, keywords: Iterable[str]) -> None:
        self._keywords = tuple(keywords)
        self._found: dict[str, dict[str, list[str]]] = {}

    def with_term(self, term: str, language: str) -> list[str]:
        """The labels that a reader of `language` finds by `term`."""
        if language not in self._found:
            found: dict[str, list[str]] = {}
            for keyword in self._keywords:
                for said in _terms(keyword, language):
                    found.setdefault(said, []).append(keyword)
            self._found[language] = found
        return self._found[language].get(term, [])


@lru_cache(maxsize=16_384)
def _terms(keyword: str, language: str) -> frozenset[str]:
    """Nobody says which language a label is in: it is heard as the reader's."""
    return frozenset(token.term for token in analyse(keyword, language) if not token.is_stop)
